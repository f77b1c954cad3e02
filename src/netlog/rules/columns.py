"""What columns are called: one table of the fields that netlog reads from a table, with the headers that mean them.

Headers are compared by `header_key`: case, accents, blanks and punctuation do not count. The first header listed is
the strongest: where a table has both "Job Title" and "Title", the second is Outlook's "Mr". English first, then
German, French, Spanish, Italian, Dutch, Portuguese and Japanese (address books write headers in their own language).
"""

from __future__ import annotations

import unicodedata
from functools import cache, lru_cache

IGNORE = "ignore"

ALIASES: dict[str, tuple[str, ...]] = {
    # --- who --------------------------------------------------------------------------------------
    "name": (
        "full name", "name", "display name", "contact name", "name of contact", "student name", "alumni name",
        "member name", "person name", "contact", "person", "student", "alumnus", "alumna", "alum", "member",
        "candidate", "full legal name",
        "vollständiger name", "anzeigename", "vor- und nachname", "vorname nachname", "ansprechpartner",
        "nom complet", "nom et prénom", "prénom et nom", "nom d'affichage", "nom à afficher", "nom",
        "nombre completo", "nombre y apellidos", "nombre para mostrar", "nombre",
        "nome completo", "nome e cognome", "nome visualizzato", "nome",
        "volledige naam", "weergavenaam", "naam", "nome de exibição",
        "氏名", "名前", "お名前", "姓名", "表示名", "이름", "성명",
    ),
    "last-first": (
        "last name first name", "last first", "lastfirst", "name last first", "surname first name", "surname name",
        "nachname vorname", "name vorname", "nom prénom", "apellidos nombre", "apellidos y nombre", "cognome nome",
        "cognome e nome", "achternaam voornaam",
    ),
    "first-name": (
        "first name", "given name", "first names", "given names", "forename", "forenames", "first", "fname",
        "christian name", "legal first name", "vorname", "rufname", "prénom", "prenom usuel", "nombre de pila",
        "nombres", "primer nombre", "voornaam", "roepnaam", "primeiro nome", "nome próprio", "名", "förnamn",
        "fornavn",
        "imię", "имя",
    ),
    "middle-name": (
        "middle name", "additional name", "middle names", "middle initial", "middle", "mi", "weitere vornamen",
        "zweiter vorname", "2. vorname", "deuxième prénom", "autres prénoms", "segundo nombre", "secondo nome",
        "middelste naam", "tussenvoegsel", "nome do meio", "segundo nome", "ミドルネーム",
    ),
    "last-name": (
        "last name", "surname", "family name", "last", "lname", "legal last name", "last names", "nachname",
        "familienname", "zuname", "nom de famille", "apellidos", "apellido", "primer apellido", "cognome",
        "achternaam",
        "familienaam", "sobrenome", "último nome", "nome de família", "apelido", "姓", "苗字", "efternamn",
        "efternavn",
        "nazwisko", "фамилия",
    ),
    "suffix": (
        "suffix", "name suffix", "namenszusatz", "suffixe", "sufijo", "suffisso", "titolo straniero", "achtervoegsel",
        "sufixo", "generation",
    ),
    "nickname": (
        "nickname", "nick name", "preferred name", "preferred first name", "goes by", "known as", "nick", "spitzname",
        "surnom", "pseudonyme", "apodo", "alias", "soprannome", "bijnaam", "alcunha", "ニックネーム",
    ),
    "email": (
        "email", "e-mail address", "email value", "primary email", "secondary email", "work email", "home email",
        "business email", "personal email", "other email", "email home", "email work", "email other",
        "email personal",
        "email business", "additional email", "additional emails", "alternate email", "alternative email",
        "email primary", "school email", "university email", "alumni email", "second email", "emails",
        "email addresses", "mail", "mail address", "primary email address", "secondary email address",
        "preferred email", "email preferred", "best email", "contact email", "e-mail", "business email address",
        "e-mail-adresse", "e-mailadresse", "mailadresse", "e-mail geschäftlich", "e-mail privat", "primäre e-mail",
        "sekundäre e-mail", "primäre e-mail-adresse", "weitere e-mail-adresse", "zweite e-mail-adresse",
        "adresse de messagerie", "adresse e-mail", "adresse email", "courriel", "adresse courriel", "adresse mail",
        "adresse électronique", "messagerie électronique", "e-mail professionnel", "email professionnel",
        "e-mail personnel", "email personnel", "adresse électronique principale",
        "adresse de messagerie secondaire",
        "dirección de correo electrónico", "dirección del correo electrónico", "correo electrónico", "correo",
        "correo electrónico del trabajo", "dirección de email", "correo-e", "correo principal",
        "indirizzo posta elettronica", "indirizzo di posta elettronica", "indirizzo e-mail", "indirizzo email",
        "posta elettronica", "e-mail primaria", "email secondaria",
        "e-mailadres", "e-mail adres", "primaire e-mailadres", "secundair e-mailadres", "e-mail 2e adres",
        "endereço de e-mail", "endereço de email", "endereço de correio eletrónico",
        "endereço de correio electrónico", "correio eletrónico", "correio eletrônico",
        "メール", "メールアドレス", "電子メール", "電子メールアドレス", "eメール", "邮箱", "电子邮件", "이메일",
        "e-postadress", "epost",
        "адрес электронной почты",
    ),
    "phone": (
        "phone", "phone number", "mobile phone", "phone value", "mobile", "mobile number", "cell", "cell phone",
        "cellphone", "home phone", "work phone", "business phone", "other phone", "primary phone", "phone home",
        "phone work", "phone other", "phone mobile", "phone business", "telephone", "telephone number", "tel",
        "home mobile", "car phone", "phones", "phone numbers", "contact number", "home phone number",
        "work phone number", "mobile phone number", "preferred phone", "direct phone", "office phone", "work mobile",
        "business mobile", "whatsapp", "main phone", "cell number", "day phone", "business telephone",
        "home telephone", "mobile telephone", "ufficio",
        "telefon", "telefonnummer", "telefon geschäftlich", "telefon privat", "mobiltelefon", "mobil", "handy",
        "handynummer", "mobilnummer", "haupttelefon", "weiteres telefon", "autotelefon", "rufnummer",
        "telefon dienstlich", "telefon (arbeit)",
        "téléphone", "téléphone (bureau)", "téléphone (domicile)", "téléphone mobile", "tél. mobile", "tél",
        "téléphone portable", "portable", "téléphone professionnel", "téléphone personnel", "téléphone principal",
        "téléphone (autre)", "numéro de téléphone", "mobile professionnel", "n° de téléphone",
        "teléfono", "teléfono del trabajo", "teléfono móvil", "móvil", "teléfono particular", "particular",
        "teléfono principal", "celular", "número de teléfono", "otro teléfono", "teléfono de casa",
        "teléfono celular",
        "telefono", "telefono (uff.)", "telefono (ab.)", "abitazione", "telefono ufficio", "telefono abitazione",
        "telefono cellulare", "cellulare", "telefono principale", "altro telefono", "telefono lavoro",
        "telefono casa",
        "numero cellulare", "numero di telefono",
        "telefoon", "telefoonnummer", "telefoon op werk", "telefoon thuis", "mobiele telefoon", "mobiel",
        "hoofdtelefoon", "andere telefoon", "telefoon werk", "gsm", "mobiel nummer",
        "telefone", "telefone comercial", "telefone residencial", "telemóvel", "telefone celular",
        "telefone principal", "telefone do emprego", "outro telefone", "número de telefone",
        "電話", "電話番号", "携帯電話", "携帯", "携帯番号", "携帯電話番号", "会社電話", "自宅電話", "tel会社", "电话",
        "手机", "전화번호", "휴대폰",
    ),
    "linkedin": (
        "linkedin", "linkedin url", "linkedin profile", "linkedin profile url", "linkedin link", "linkedin address",
        "linkedin page", "linkedin public url", "linkedin account", "linkedin handle", "linkedin id", "li url",
        "li profile", "profil linkedin", "linkedin profil", "perfil de linkedin", "perfil linkedin",
        "profilo linkedin",
        "linkedin-profiel", "public profile url", "linkedin contact profile url", "linkedin bio",
    ),
    "link": (
        "url", "profile url", "profile", "profile link", "website", "web page", "website value", "website url",
        "web site", "webpage", "homepage", "home page", "personal website", "website home page", "website blog",
        "website profile", "website work", "website other", "personal web page", "business web page", "portfolio",
        "github", "site", "link", "webseite", "internetseite", "profil-url", "page web", "site web", "url du profil",
        "página web", "sitio web", "url del perfil", "pagina web", "sito web", "webpagina", "página da web",
        "url do perfil", "web-site", "webサイト", "ウェブサイト",
    ),
    # --- work and place -----------------------------------------------------------------------------
    "title": (
        "job title", "position", "organization title", "position title", "current position", "occupation",
        "designation", "job position", "business title", "job", "job role", "headline", "work title",
        "employment title",
        "berufsbezeichnung", "stelle", "funktion", "jobtitel", "titre du poste", "poste", "fonction",
        "intitulé du poste", "puesto", "cargo", "puesto de trabajo", "ocupación", "posizione", "ruolo", "qualifica",
        "mansione", "posizione lavorativa", "functie", "functietitel", "functieomschrijving", "função",
        "cargo profissional", "役職", "役職名", "肩書", "肩書き", "职位", "직책", "直책", "должность", "title",
        "role",
        "profession", "beruf", "profesión", "professione", "beroep", "profissão", "titel", "titre",
    ),
    "company": (
        "company", "company name", "employer", "employer name", "organization name", "organization", "organisation",
        "organisation name", "current company", "current employer", "account name", "associated company", "firm",
        "workplace", "place of work", "place of employment", "business name", "work company", "employment",
        "company / organization", "organization company", "where they work", "works at",
        "firma", "firmenname", "unternehmen", "arbeitgeber", "organisation firma",
        "entreprise", "société", "employeur", "nom de l'entreprise", "nom de la société", "empresa", "compañía",
        "organización", "empleador", "azienda", "società", "organizzazione", "datore di lavoro", "bedrijf",
        "bedrijfsnaam", "organisatie", "werkgever", "organização", "empregador", "nome da empresa",
        "会社", "会社名", "勤務先", "勤務先名", "企業名", "所属", "公司", "회사", "företag", "компания",
        "организация",
    ),
    "function": (
        "job function", "function", "functional area", "job family", "career field", "job category", "role function",
        "career function", "functional role", "berufsfeld", "tätigkeitsbereich", "domaine fonctionnel",
        "área funcional", "função profissional", "職種",
    ),
    "industry": (
        "industry", "sector", "industry sector", "employment industry", "company industry", "line of business",
        "industry name", "current industry", "branche", "wirtschaftszweig", "secteur", "secteur d'activité",
        "industrie", "industria", "settore", "bedrijfstak", "setor", "ramo", "ramo de atividade", "業種", "業界",
    ),
    "city": (
        "city", "current city", "town", "location", "city town", "preferred city", "mailing city",
        "city of residence",
        "address city", "current location", "residence", "based in", "metro area", "metropolitan area",
        "geographic area", "region metro", "city state", "city, state, country", "lives in", "where they live",
        "ort", "stadt", "wohnort", "standort", "ville", "localité", "lieu de résidence", "ciudad", "localidad",
        "población", "città", "località", "plaats", "woonplaats", "stad", "cidade", "localização", "市区町村", "都市",
        "所在地",
    ),
    "state": (
        "state", "state province", "province", "state region", "current state", "mailing state province",
        "mailing state", "address region", "st", "bundesland", "provincia", "estado", "provincie", "province état",
        "都道府県",
    ),
    "country": (
        "country", "country region", "current country", "mailing country", "address country", "nation", "land",
        "land/region", "pays", "pays/région", "país", "país o región", "paese", "nazione", "land/regio", "国",
    ),
    "work-city": (
        "business city", "work city", "office city", "employer city", "company city", "ort geschäftlich",
        "stadt geschäftlich", "ville (bureau)", "ciudad de trabajo", "ciudad del trabajo", "città (uff.)",
        "werkadres, plaats", "cidade do endereço comercial", "cidade da empresa",
    ),
    "work-state": (
        "business state", "work state", "office state", "employer state", "company state", "region geschäftlich",
        "bundesland/kanton geschäftlich", "dép/région (bureau)", "provincia o estado de trabajo", "provincia (uff.)",
        "werkadres, provincie", "estado do endereço comercial",
    ),
    "work-country": (
        "business country", "business country region", "work country", "employer country", "company country",
        "land/region geschäftlich", "pays/région (bureau)", "país o región del trabajo",
        "paese/area geografica (uff.)",
        "land/regio (werk)", "país/região do endereço comercial",
    ),
    "home-city": (
        "home city", "ort privat", "stadt privat", "ville (domicile)", "ciudad de residencia", "città (ab.)",
        "ciudad particular", "huisadres, plaats", "cidade do endereço residencial",
    ),
    "home-state": (
        "home state", "region privat", "bundesland/kanton privat", "dép/région (domicile)", "provincia (ab.)",
        "provincia o estado de residencia", "huisadres, provincie", "estado do endereço residencial",
    ),
    "home-country": (
        "home country", "home country region", "land/region privat", "pays/région (domicile)",
        "país o región de residencia", "paese/area geografica (ab.)", "land/regio (thuis)",
        "país/região do endereço residencial",
    ),
    # --- school and other affiliations ----------------------------------------------------------------
    "school": (
        "university", "alma mater", "university name", "institution", "institution name", "undergraduate institution",
        "undergraduate school", "undergrad", "university attended", "school attended", "university college",
        "hochschule", "universität", "université", "établissement", "universidad", "institución", "università",
        "universiteit", "universidade", "大学", "大学名", "出身大学", "出身校", "educational institution",
        "education",
    ),
    "college": (
        "school", "college", "school college", "school or college", "college school", "college or school",
        "school name",
        "college name", "faculty", "academic unit", "school of study", "college of", "schools", "fakultät",
        "schule", "faculté", "école", "facultad", "escuela", "facoltà", "scuola", "faculteit", "opleidingsinstituut",
        "faculdade", "escola", "学部", "学校", "学校名",
    ),
    "class-year": (
        "class year", "class of", "class", "graduation year", "grad year", "year of graduation", "year graduated",
        "preferred class year", "graduation date", "grad date", "date of graduation", "graduated", "graduation",
        "degree year", "year of degree", "yog", "classyear", "passing year", "year of passing", "batch", "cohort",
        "class yr", "grad yr", "expected graduation", "expected graduation date", "expected graduation year",
        "abschlussjahr", "jahrgang", "promotion", "promo", "année de diplôme", "année d'obtention du diplôme",
        "año de graduación", "año de egreso", "generación", "anno di laurea", "afstudeerjaar", "jaar van afstuderen",
        "ano de formatura", "ano de conclusão", "卒業年", "卒業年度", "year", "years attended",
    ),
    "degree": (
        "degree", "degrees", "degree earned", "degree name", "degree type", "degree program", "academic degree",
        "degree level", "degree s", "program", "programme", "academic program", "degree received", "credential",
        "abschluss", "akademischer grad", "diplôme", "titulación", "título académico", "titolo di studio", "laurea",
        "diploma", "grau", "grau acadêmico", "学位",
    ),
    "major": (
        "major", "majors", "field of study", "concentration", "specialization", "area of study", "course of study",
        "degree major", "major 1", "subject of study", "discipline", "studiengang", "studienfach", "fachrichtung",
        "spécialité", "filière", "domaine d'études", "carrera", "especialidad", "corso di laurea",
        "indirizzo di studi",
        "studierichting", "curso", "área de estudo", "専攻", "学科",
    ),
    "greek": (
        "fraternity", "sorority", "fraternity sorority", "sorority fraternity", "fraternity or sorority",
        "sorority or fraternity", "greek", "greek organization", "greek affiliation", "greek house",
        "greek letter organization", "greek life", "greek org", "fraternity name", "sorority name",
    ),
    "chapter": ("chapter", "chapter name", "greek chapter", "collegiate chapter", "chapter school"),
    "association": (
        "association", "associations", "professional association", "professional associations", "association name",
        "association membership", "memberships", "professional memberships", "member of",
        "professional organizations",
        "professional organization", "verein", "verband", "mitgliedschaften", "asociación", "associazione",
        "vereniging", "associação",
    ),
    "mentor": (
        "willing to mentor", "mentor", "mentoring", "mentorship", "open to mentoring", "available to mentor",
        "available as mentor", "willing to be a mentor", "willing to be mentor", "interested in mentoring",
        "offers mentoring", "will mentor", "can mentor", "mentor interest", "willing to help",
        "willing to help students",
        "career advisor", "career mentor", "mentor students", "bereit zu mentoring", "mentorat", "mentoría",
        "als mentor verfügbar",
    ),
    # --- what else is known -------------------------------------------------------------------------
    "tags": (
        "tags", "tag", "labels", "label", "categories", "category", "group membership", "groups", "group", "keywords",
        "lists", "list", "kategorien", "kategorie", "schlagwörter", "stichwörter", "gruppen", "catégories",
        "catégorie",
        "étiquettes", "libellés", "mots clés", "categorías", "etiquetas", "categorie", "etichette", "gruppi",
        "categorieën", "labels en groepen", "categorias", "marcadores", "タグ", "ラベル", "グループ", "分類",
    ),
    "notes": (
        "notes", "note", "contact notes", "comments", "comment", "remarks", "memo", "background", "bio", "biography",
        "about", "about me", "body", "content", "message", "details", "description", "summary", "discussion",
        "what we discussed", "what we talked about", "takeaways", "key takeaways", "meeting notes", "call notes",
        "conversation notes", "personal notes", "additional notes", "what i learned", "learned", "advice",
        "notizen", "notiz", "anmerkungen", "anmerkung", "bemerkungen", "bemerkung", "kommentar", "beschreibung",
        "remarques", "commentaires", "commentaire", "notas", "nota", "comentarios", "observaciones", "annotazioni",
        "notizie", "commenti", "notities", "opmerkingen", "anotações", "observações", "comentários",
        "メモ", "備考", "ノート", "备注", "메모",
    ),
    "connected-on": (
        "connected on", "connection date", "date connected", "connected at", "connected since", "connected",
        "verbunden am", "vernetzt am", "verbunden seit", "kontakt seit", "kontaktiert am", "in kontakt seit",
        "connecté le", "connectée le", "date de connexion", "connexion le", "en relation depuis", "en contact depuis",
        "relation depuis", "mise en relation le", "connexion établie le", "relation établie le",
        "conectado el", "fecha de conexión", "conexión el", "conectados el", "conectado desde", "contacto desde",
        "collegato il", "data di collegamento", "data collegamento", "connesso il", "data di connessione",
        "collegati dal", "collegato dal", "verbonden op", "connectie sinds", "verbonden sinds", "datum connectie",
        "datum van connectie", "conectado em", "data de conexão", "conectados em", "conectado a", "data da conexão",
        "ligado em", "ligação em", "data de ligação", "つながった日", "接続日", "つながり成立日",
    ),
    "met-on": (
        "met on", "date met", "date we met", "first met", "first met on", "met date", "when we met", "met",
        "date first met", "first meeting", "date of first meeting", "known since", "kennengelernt am", "rencontré le",
        "conocido el", "conosciuto il", "ontmoet op", "conhecido em",
    ),
    "how-met": (
        "how we met", "how met", "how i know them", "how do i know them", "how do you know them",
        "how we know each other",
        "how do you know each other", "how do we know each other", "how i met them", "where we met", "where met",
        "met at", "met where", "met via", "how connected", "connection type", "relationship", "how i know",
        "how did we meet", "how you met", "wie kennengelernt", "comment rencontré",
        "comment nous nous sommes rencontrés",
        "cómo nos conocimos", "come ci siamo conosciuti", "hoe ontmoet", "como nos conhecemos", "知り合ったきっかけ",
    ),
    "introduced-by": (
        "introduced by", "intro by", "introducer", "introduced through", "intro from", "introduction by",
        "referred by",
        "referrer", "referral", "referral source", "met through", "connected through", "connected by",
        "connected via",
        "via", "who introduced us", "mutual connection", "vorgestellt von", "empfohlen von", "présenté par",
        "recommandé par", "presentado por", "recomendado por", "referido por", "presentato da", "geïntroduceerd door",
        "referentie van", "apresentado por", "indicado por", "紹介者",
    ),
    "last-contacted-on": (
        "last contacted", "last contact", "last contact date", "last contacted on", "date contacted",
        "date last contacted",
        "date of last contact", "last spoke", "last spoken", "last spoke on", "last talked", "last touch",
        "last touchpoint", "last interaction", "last interaction date", "last met", "last met on", "last meeting",
        "last conversation", "last reached out", "last outreach", "last activity", "last activity date",
        "last reach out", "last message", "last email", "last call", "letzter kontakt", "zuletzt kontaktiert",
        "dernier contact", "date du dernier contact", "último contacto", "ultimo contatto", "laatste contact",
        "último contato", "最終連絡日",
    ),
    # --- a table of what happened -----------------------------------------------------------------------
    "date": (
        "date", "meeting date", "interaction date", "activity date", "date of meeting", "date of interaction",
        "call date",
        "day", "when", "datetime", "date time", "date and time", "timestamp", "occurred on",
        "conversation date", "event date", "happened on", "held on", "datum", "fecha", "data", "日付", "日時", "日期",
    ),
    "who": (
        "who", "with", "attendees", "participants", "people", "met with", "spoke with", "spoke to", "talked to",
        "talked with", "with whom", "contacts", "contact person", "person met", "guest", "guests", "teilnehmer",
        "mit wem",
        "wer", "avec", "participants réunion", "avec qui", "con quién", "participantes", "asistentes", "con chi",
        "partecipanti", "met wie", "deelnemers", "com quem", "相手", "参加者",
    ),
    "kind": (
        "type", "kind", "channel", "medium", "method", "interaction type", "activity type", "meeting type",
        "contact type",
        "type of meeting", "type of interaction", "type of contact", "interaction", "activity", "how", "format",
        "mode",
        "contact method", "communication type", "art", "kanal", "typ", "type de contact", "canal", "tipo", "canale",
        "soort", "kanaal", "種別", "種類",
    ),
    "direction": ("direction", "inbound outbound", "in out", "incoming outgoing", "sent received", "richtung", "sens",
                  "dirección del mensaje", "direzione", "richting", "direção"),
    "subject": ("subject", "topic", "subject line", "betreff", "thema", "objet", "sujet", "asunto", "oggetto",
                "onderwerp", "assunto", "件名"),
    "minutes": ("minutes", "duration", "length", "mins", "duration min", "duration minutes", "duration in minutes",
                "dauer", "durée", "duración", "durata", "duur", "duração"),
    "place": ("place", "where", "venue", "meeting place", "meeting location", "treffpunkt", "lieu", "lugar", "luogo",
              "plek", "local", "場所"),
}  # fmt: skip

# What --map may name, in the order of the table; `ignore` leaves a column out that would be taken otherwise.
FIELDS: tuple[str, ...] = (*ALIASES, IGNORE)

# A header may say of whom or which: "Contact Email", "Primary Phone", "Current Title".
_OF_WHOM = (
    "contact",
    "personal",
    "person",
    "alumni",
    "alumnus",
    "alum",
    "student",
    "member",
    "primary",
    "current",
    "my",
)
# Numbered or reworded headers mean their field less surely than the words of the table.
_WEAKER = 1000


@lru_cache(maxsize=4096)
def header_key(text: str) -> str:
    """Under which a header is compared: letters and digits alone, no case, no accents; "" for a blank one."""
    return "".join(c for c in unicodedata.normalize("NFKD", text).casefold() if c.isalnum())


@cache
def field_of(key: str) -> tuple[str, int] | None:
    """The field that a header_key means, and how surely (0 is surest); None for a header that means nothing here."""
    direct = _index().get(key)
    if direct:
        return direct
    weaker = next((found for form in _other_forms(key) if (found := _index().get(form))), None)
    return (weaker[0], weaker[1] + _WEAKER) if weaker else None


def field_named(text: str) -> str | None:
    """The field that a user's word means ("class-year", "Class Year", "employer"), None where there is none."""
    key = header_key(text)
    own = next((field for field in FIELDS if header_key(field) == key), None)
    found = field_of(key)
    return own or (found[0] if found else None)


@cache
def _index() -> dict[str, tuple[str, int]]:
    index: dict[str, tuple[str, int]] = {}
    for field, aliases in ALIASES.items():
        for rank, alias in enumerate(aliases):
            index.setdefault(header_key(alias), (field, rank))
    return index


def _other_forms(key: str) -> list[str]:
    bare = "".join(c for c in key if not c.isdecimal())
    prefix = next((word for word in _OF_WHOM if bare.startswith(word) and bare != word), "")
    return [bare, bare[len(prefix) :]]
