"""What somebody works at, read from a job title: the job function, and how far up.

FUNCTIONS is the whole knowledge. A function that the user or a file tells always wins over one that is inferred.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from netlog.rules.names import fold

# Each line: the function in the word people use, then the phrases of titles that speak for it, folded (names.fold),
# separated by commas. `stem*` and `*stem` stand for the beginning and the end of one word (German compounds).
# A phrase led by ~ is weak: a field or a rank more than an occupation.
#
# Which phrase of a title decides:
#   1. any strong phrase before any weak one     "Medical Sales Representative" is sales, "Medical Director" health care
#   2. more words before fewer                   "Data Engineer" is data, "Software Product Manager" product
#   3. the line that stands earlier here         "Engineering Recruiter" is human resources
# What follows " at " or " @ " is an employer and is not read; of a headline's parts (| • ·) the first that says
# anything decides. The lines cover LinkedIn's own job functions (Microsoft Learn, "Job Function Codes") under everyday
# names.
FUNCTIONS: tuple[tuple[str, str], ...] = (
    (
        "human resources",
        "recruit*, headhunter, sourcer, talent acquisition, talent sourcing, human resources, human resource, hr, "
        "hrbp, personnel, people ops, people operations, people partner, people and culture, people culture, people "
        "manager, head of people, chief people officer, vp people, learning and development, learning development, "
        "training and development, compensation, benefits manager, diversity and inclusion, equality and diversity, "
        "employee relations, payroll specialist, careers adviser, careers advisor, careers information, career "
        "coach, career counselor, chro, chief human, race relations, labor relations, ~talent, ~people, ~benefits, "
        "personalreferent*, personalleiter*, personalmanager*, personalwesen, personalberater*, ressources "
        "humaines, rrhh, drh, recursos humanos, reclutador*, recrutador*, seleccion de personal, risorse umane, "
        "recrutement",
    ),
    (
        "legal",
        "lawyer, attorney, counsel, solicitor, barrister, paralegal, legal, judge, law clerk, litigation, "
        "compliance, conveyancer, notary, company secretary, secretary company, regulatory affairs, contracts "
        "manager, magistrate, patent examiner, data protection officer, privacy officer, chief legal, "
        "rechtsanwalt*, jurist*, syndikus*, avocat*, notaire, abogad*, advogad*, avvocat*, ~law, ~privacy, "
        "~contracts",
    ),
    (
        "health care",
        "nurse, nursing, physician, doctor, surgeon, neurosurgeon, dentist, dental, orthodontist, pharmacist, "
        "pharmacy, psychiatr*, psycholog*, psychotherap*, *therapist, therapy, midwife, paramedic, radiograph*, "
        "radiolog*, optometrist, optician, orthoptist, ophthalmolog*, oncolog*, patholog*, haematolog*, hematolog*, "
        "cardiolog*, pediatrician, paediatrician, anesthes*, dermatolog*, dietitian, dietician, nutrition*, "
        "chiropod*, podiatrist, chiropract*, osteopath, homeopath, acupuncturist, herbalist, veterinar*, audiolog*, "
        "embryolog*, caregiver, phlebotomist, sonographer, medical assistant, medical secretary, medical "
        "technician, medical technical, medical laboratory, ambulance, health visitor, health service, health "
        "promotion, health coach, public health, occupational hygienist, clinician, clinical manager, clinical "
        "director, emt, ergonomist, exercise physiologist, medical physicist, physicist medical, health physicist, "
        "radiation protection, ~health, ~healthcare, ~medical, ~clinical, ~hospital, ~patient, ~care, ~wellness, "
        "arzt, arztin, *arzt, *arztin, krankenschwester, krankenpfleger*, pflegefach*, apotheker*, medecin, "
        "infirmi*, pharmacien*, kinesitherapeute, medic, medica, medico, enfermer*, enfermeir*, farmaceutic*, "
        "infermier*, dentista",
    ),
    (
        "education",
        "teacher, teaching, professor, lecturer, tutor, educator, faculty, dean, academic advisor, academic "
        "adviser, school principal, headteacher, headmaster, principal of, instructional, curriculum, librarian, "
        "school counselor, admissions, student affairs, student success, provost, registrar, superintendent of "
        "schools, kindergarten, instructor, trainer, e learning, learning mentor, learning designer, education, "
        "outdoor activities, postdoc, adjunct, teaching fellow, substitute teacher, coach educator, guidance "
        "worker, adult guidance, lehrer*, dozent*, *lehrer, *lehrerin, padagog*, erzieher*, enseignant*, "
        "professeur*, formateur, formatrice, profesor*, maestr*, docente, professora, insegnante, ~school, "
        "~university, ~college, ~academic, ~learning, ~training, ~library, ~campus",
    ),
    (
        "accounting",
        "accountant, accounting, accounts payable, accounts receivable, bookkeep*, auditor, audit, tax, controller, "
        "comptroller, payroll, cpa, chief accounting, steuerberater*, buchhalt*, wirtschaftspruf*, comptable*, "
        "expert comptable, contador*, contable, contabil*, auditeur, auditrice, ragioniere",
    ),
    (
        "advertising",
        "advertising, copywriter, advertising copywriter, copy chief, media buyer, media planner, media buying, "
        "media planning, media strategist, account planner, account supervisor, ad operations, ad ops, adtech, paid "
        "media, paid search, paid social, programmatic, ad sales, sales promotion, advertising art director, "
        "account executive advertising, creative copywriter, chef de publicite, publicidad, publicitari*, "
        "publicidade, werbung, werbetexter*, mediaplaner*, copy, ~ads, ~ppc, advertising account executive",
    ),
    (
        "marketing",
        "marketing, marketer, brand, branding, seo, sem, growth, demand generation, demand gen, lead generation, "
        "cmo, social media, content strategist, content strategy, content manager, content creator, content "
        "marketing, community manager, market research*, market researcher, market intelligence, crm manager, email "
        "specialist, chief marketing officer, product marketing, digital marketing, field marketing, marketing "
        "operations, marketing analyst, marketing analytics, marketing automation, developer advocate, developer "
        "relations, developer evangelist, go to market, merchandising manager, influencer, campaign manager, "
        "insights manager, consumer insights, pmm, ecommerce manager, e commerce manager, mercadeo, mercadotecnia, "
        "marketingleiter*, marketingmanager*, ~ecommerce, ~content, ~campaign, ~digital",
    ),
    (
        "sales",
        "sales, salesperson, salesman, saleswoman, seller, account executive, account manager, account director, "
        "key account, business development, bdr, sdr, cro, chief revenue, revenue officer, presales, pre sales, "
        "sales engineer, sales engineering, solutions engineer, solution engineer, solutions consultant, technical "
        "sales, sales operations, revenue operations, revops, partnerships, partnership, channel manager, partner "
        "manager, alliances, territory manager, inside sales, sales representative, medical sales, telemarket*, "
        "tele calling, dealer, insurance agent, commercial manager, commercial director, vertrieb*, verkauf*, "
        "kundenbetreuer*, aussendienst*, ingenieur commercial, technico commercial, attache commercial, attachee "
        "commerciale, vendeur, vendeuse, ventas, vendedor*, vendas, asesor comercial, asesora comercial, venditore, "
        "~commercial, ~comercial, ~commerciale, ~commerciaux, ~revenue, ~biz dev, ~bd",
    ),
    (
        "communications",
        "communications, communication, public relations, pr, press officer, press secretary, public affairs, "
        "corporate affairs, external affairs, media relations, spokesperson, speechwriter, publicist, investor "
        "relations, internal communications, information officer, chief communications, kommunikation*, "
        "pressesprecher*, offentlichkeitsarbeit, unternehmenskommunikation, comunicacion*, comunicacao, "
        "comunicazione, relations publiques, relaciones publicas, attache de presse, public relations account "
        "executive, ~press",
    ),
    (
        "customer success",
        "customer success, customer support, customer service, customer experience, customer care, client success, "
        "client services, client service, client relations, customer operations, support specialist, csm, customer "
        "service representative, customer onboarding, onboarding specialist, implementation specialist, "
        "implementation manager, call centre, call center, contact center, client partner, relationship manager, "
        "client manager, client director, help center, kundenservice, kundenberater*, kundendienst, service client, "
        "atencion al cliente, servicio al cliente, atendimento, ~support, ~success, ~account, ~customer, ~client",
    ),
    (
        "project management",
        "project manager, program manager, programme manager, project management, program management, pmo, scrum "
        "master, project coordinator, project lead, project leader, project director, program director, program "
        "coordinator, program lead, delivery manager, delivery lead, agile coach, scrum, release manager, technical "
        "program manager, tpm, engagement manager, portfolio delivery, change manager, transformation manager, "
        "projektmanager*, projektleit*, projektkoordinat*, chef de projet, cheffe de projet, chefe de projeto, jefe "
        "de proyecto*, jefa de proyecto*, gerente de proyecto*, gerente de projeto*, gestor de proyecto*, gestor de "
        "projeto*, directeur de projet, ~program, ~programme, ~programs, ~delivery, ~agile, ~transformation, "
        "~project",
    ),
    (
        "design",
        "designer, ux, ui, user experience, user interface, user research, user researcher, ux researcher, ux "
        "research, ux writer, content designer, product design, product designer, art director, creative director, "
        "creative lead, illustrator, motion graphics, visual artist, typographer, head of creative, design manager, "
        "design systems, design lead, director of design, vp design, chief design, interaction designer, graphic "
        "artist, industrial product designer, *designer, *designerin, gestalter*, grafiker*, graphiste, "
        "maquettiste, directeur artistique, directrice artistique, disenador*, diseno, disenho, designer grafico, "
        "~creative, ~graphic, ~design, design researcher, design operations, design program manager, design "
        "strategist",
    ),
    (
        "security",
        "security, cyber*, infosec, information security, ciso, penetration tester, pentester, soc analyst, "
        "security engineer, security analyst, security architect, threat intelligence, incident responder, appsec, "
        "iam, sicherheit*, securite, seguridad, seguranca, ~fraud",
    ),
    (
        "data",
        "data, data engineer, data scientist, data analyst, data architect, data manager, data science, data "
        "platform, data processing, data governance, machine learning, machine learning engineer, ml, ml engineer, "
        "mlops, ai, ai engineer, deep learning, nlp, computer vision, applied scientist, decision scientist, "
        "quantitative researcher, analytics, analytics engineer, business intelligence, bi analyst, bi developer, "
        "bi, statistician, mathematician, biostatistician, chief data, database administrator, database developer, "
        "dba, web analyst, marketing data analyst, artificial intelligence, prompt engineer, llm, operational "
        "researcher, daten*, donnees, datos, dados, analista de datos, analista de dados, cientifico de datos, "
        "cientifica de datos, cientista de dados, ~insights, ~statistics, operations research",
    ),
    (
        "real estate",
        "real estate, realtor, estate agent, property, leasing, housing, estate manager, land agent, surveyor, "
        "facilities, facility, facilities manager, accommodation manager, appraiser, building manager, immobilien*, "
        "makler*, immobilier*, inmobiliari*, imobiliari*, ~residential, ~land, ~estate",
    ),
    (
        "finance",
        "finance, financial, banker, banking, bank, investment, investor, investments, venture capital, private "
        "equity, venture partner, trader, trading, treasurer, treasury, actuary, actuarial, underwriter, "
        "underwriting, insurance, loan, lending, credit, mortgage, wealth, portfolio manager, portfolio analyst, "
        "fund manager, hedge fund, equity research, equity analyst, risk analyst, risk manager, risk, chief risk, "
        "cfo, chief financial officer, chief investment, fp and a, fpa, collections, collection, collector, asset "
        "recovery, asset manager, asset management, recovery officer, payment recovery, repayment, loss adjuster, "
        "claims, pension, pensions, fiscal, economist, m and a, mergers and acquisitions, corporate development, "
        "budget analyst, pricing analyst, quant, delinquency, actuarial analyst, broker, billing, finanzen, "
        "finanz*, *banker, bankkaufmann, bankkauffrau, versicherung*, financier*, financiere, finanzas, financeir*, "
        "banquier, finanza, tresorier*, ~fintech, ~capital, ~equity, ~recovery, ~payments, ~cash, ~revenue "
        "accounting, ~fund, ~asset, ~pricing",
    ),
    (
        "construction",
        "construction, contractor, site manager, foreman, quantity surveyor, building surveyor, building control, "
        "building control surveyor, electrician, plumber, carpenter, welder, estimator, builder, building "
        "inspector, quarry, mudlogger, bauleiter*, chef de chantier, obra, construccion, construcao, ~site, "
        "~building, surveyor quantity, surveyor building",
    ),
    (
        "architecture",
        "architect, architecture, architectural, landscape architect, urban planner, town planner, urban planning, "
        "planning and development, transport planner, urban designer, interior architect, city planner, *architekt, "
        "architekt*, architecte, arquitect*, arquitet*, architetto, urbanist*",
    ),
    (
        "information technology",
        "information technology, it consultant, it support, it manager, it director, it specialist, it technical, "
        "it technician, it trainer, it officer, it administrator, it engineer, it support engineer, it analyst, it "
        "operations, head of it, director of it, it service, cio, chief information officer, help desk, helpdesk, "
        "desktop support, service desk, tech support, technical support, technical support engineer, systems "
        "analyst, system analyst, systems administrator, system administrator, sysadmin, network engineer, network "
        "administrator, systems engineer maintenance, information systems, information systems manager, salesforce "
        "administrator, engineer maintenance it, network technician, network architect, sap consultant, erp "
        "consultant, data center technician, computer technician, systemadministrator*, administrateur systeme, "
        "soporte tecnico, suporte tecnico, sap, erp, servicenow, multimedia specialist, geographical information "
        "systems, gis, cto office, ~it, ~tech, ~information systems, ~informatica, ~informatique, ~informatik*, "
        "~edv, ~systems, ~network, ~ti, data center, data centre",
    ),
    (
        "product",
        "product manager, product owner, product management, product lead, product director, product analyst, "
        "product strategist, product, pm, apm, gpm, cpo, chief product officer, head of product, vp product, "
        "product operations, product specialist, product strategy, group product manager, technical product "
        "manager, product management director, produktmanager*, produktmanagement, produktverantwortlich*, chef de "
        "produit, cheffe de produit, responsable produit, directeur produit, gerente de producto*, jefe de "
        "producto, gerente de produto*, gestor de produto*, produto, producto",
    ),
    (
        "research",
        "scientist, research scientist, scientist research, researcher, research, research associate, research "
        "assistant, research fellow, research officer, research analyst, research director, research lead, clinical "
        "research, chemist, biochem*, biolog*, microbiolog*, physicist, geolog*, geophys*, geochem*, geoscientist, "
        "astronom*, genetic*, cytogenetic*, immunolog*, pharmacolog*, toxicolog*, oceanograph*, meteorolog*, "
        "hydrolog*, hydrogeolog*, seismolog*, seismic, metallurg*, archaeolog*, anthropolog*, sociolog*, "
        "herpetolog*, historian, laboratory, lab technician, lab manager, r and d, physiolog*, phd candidate, phd "
        "student, phd researcher, doctoral, postdoctoral, principal investigator, technologist, animal "
        "technologist, plant breeder, product development scientist, field trials, lexicographer, wissenschaft*, "
        "forscher*, doktorand*, chercheur, chercheuse, doctorant*, investigador*, pesquisador*, ricercator*, "
        "cientific*, ~science, ~scientific, ~lab, ~think tank, ~phd, product process development, clinical trials, "
        "clinical scientist",
    ),
    (
        "engineering",
        "engineer, engineering, developer, programmer, software, software engineer, software developer, swe, sde, "
        "sdet, sre, devops, frontend, front end, backend, back end, full stack, fullstack, coder, cto, chief "
        "technology officer, chief technical officer, chief engineer, member of technical staff, technical staff, "
        "mts, qa, quality assurance, test automation, tester, tech lead, technical lead, technical director, head "
        "of technology, vp technology, director of technology, software architect, solution architect, solutions "
        "architect, cloud architect, enterprise architect, systems architect, technical architect, aws architect, "
        "platform architect, application architect, naval architect, it architect, principal architect, web "
        "developer, mobile developer, ios, android, embedded, firmware, robotics, mechatronics, research engineer, "
        "design engineer, communications engineer, broadcast engineer, building services engineer, site engineer, "
        "maintenance engineer, facilities engineer, production engineer, product engineer, process engineer, "
        "customer engineer, support engineer, forward deployed engineer, growth engineer, field engineer, project "
        "engineer, quality engineer, financial engineer, manufacturing engineer, construction engineer, test "
        "engineer, supply chain engineer, operations engineer, engineer land, engineer site, engineer "
        "communications, engineer building services, engineer production, engineer maintenance, engineer "
        "broadcasting, cloud, blockchain, technical author, technical writer, computer scientist, webmaster, game "
        "developer, games developer, *ingenieur, *ingenieurin, ingenieur*, *entwickler, *entwicklerin, entwickler*, "
        "programmierer*, informatiker*, developpeu*, ingenier*, desarrollador*, programador*, engenheir*, "
        "desenvolvedor*, ingegner*, sviluppator*, ontwikkelaar, ~technology, ~technical, ~platform, ~web, "
        "~technician, ~infrastructure, product design engineer, design verification engineer",
    ),
    (
        "media",
        "journalis*, reporter, editor, editorial, writer, author, producer, broadcast*, publisher, publishing, "
        "film, filmmaker, video, videographer, camera, cameraman, cinematographer, presenter, anchor, animator, "
        "podcast*, television, radio, news, columnist, screenwriter, translator, interpreter, proofreader, sound "
        "technician, lighting technician, gaffer, best boy, production assistant, programme researcher, floor "
        "manager, runner, special effects, production designer, location manager, press sub, press photographer, "
        "print production, redakteur*, redacteur, redactrice, redactor*, jornalist*, periodista, giornalist*, "
        "ubersetzer*, traducteur, traductrice, traductor*, tradutor*, ~media, ~entertainment, ~studio, ~multimedia",
    ),
    (
        "arts",
        "artist, actor, actress, musician, composer, singer, dancer, choreographer, photographer, curator, museum, "
        "gallery, conservator, theatre, theater, stage manager, art gallery, arts, printmaker, archivist, heritage, "
        "glass blower, sculptor, painter, music director, orchestra, cartographer, set dresser, exhibitions, "
        "kunstler*, musiker*, fotograf*, photographe, musicien*, artiste, artista, musico, ~art, ~music, "
        "~exhibition",
    ),
    (
        "supply chain",
        "supply chain, supply, procurement, purchasing, buyer, logistics, warehouse, sourcing, inventory, freight, "
        "shipping, distribution, fulfillment, materials manager, demand planner, demand planning, import export, "
        "category manager, fleet, ship broker, vendor manager, einkauf*, *einkauf, *einkaufer, logisti*, "
        "lieferkette, acheteu*, achats, approvisionnement, compras, comprador*, suprimentos, acquisti, ~supplier, "
        "~vendor",
    ),
    (
        "environment",
        "environmental, environment, sustainability, ecolog*, conservation, horticult*, arboricult*, forest*, "
        "forestry, farm, farmer, agricult*, agronom*, tree surgeon, ranger, warden, recycling, waste, energy "
        "manager, esg, climate, fish, fisheries, gardener, landscaper, water quality, nachhaltigkeit*, umwelt*, "
        "environnement, medio ambiente, meio ambiente, ~energy, ~water, ~renewable*",
    ),
    (
        "hospitality",
        "hotel, restaurant, chef, cook, barista, bartender, waiter, waitress, server, catering, hospitality, host, "
        "hostess, event, events, event planner, conference, tourism, tourist, tour, travel, theme park, public "
        "house, holiday representative, sommelier, housekeep*, concierge, fast food, brewer, brewing, food "
        "technologist, baker, pastry, leisure, hotelfach*, koch, kochin, serveur, serveuse, cocinero, cocinera, "
        "camarero, camarera, ~food, ~beverage",
    ),
    (
        "sports",
        "sports, sport, athlete, athletic, fitness, personal trainer, sports coach, football, basketball, yoga, "
        "gym, swimming, ~coach",
    ),
    (
        "transport",
        "pilot, driver, cabin crew, air traffic, flight attendant, aviation, merchant navy, captain, train driver, "
        "passenger transport, chauffeur, transport manager, dispatcher, fahrer*, *fahrer, conducteur, conductrice, "
        "conductor*, ~transport, ~transportation, ~airline, ~marine",
    ),
    (
        "retail",
        "retail, merchandiser, merchandising, store manager, cashier, shop, shop assistant, bookseller, store, "
        "florist, hairdresser, stylist, barber, beautician, verkaufer*, caissi*, cajer*, ~fashion, ~clothing, "
        "~textile, ~jewellery",
    ),
    (
        "social work",
        "social worker, social work, counsellor, counselor, counselling, youth worker, case manager, case worker, "
        "caseworker, community, community worker, community development, development worker, aid worker, charity, "
        "nonprofit, non profit, fundrais*, volunteer, advice worker, probation, ngo, philanthrop*, grants manager, "
        "grant writer, foundation, pastor, chaplain, minister of religion, sozialarbeit*, sozialpadagog*, assistant "
        "social, assistante sociale, trabajador social, trabajadora social, assistente social, ~social, ~grants, "
        "~outreach",
    ),
    (
        "public service",
        "government, civil service, police, prison officer, firefighter, armed forces, army, navy, military, air "
        "force, veteran, policy, public policy, politician, politicians, senator, congress*, legislative, "
        "diplomat*, ambassador, immigration, customs, lobbyist, mayor, council, councillor, city manager, public "
        "administration, trading standards, intelligence analyst, intelligence officer, emergency planning, "
        "emergency management, trade union, political, elected, local government, tax inspector, sheriff, "
        "detective, marine corps, beamter, beamtin, fonctionnaire, policia, policier, ~public, ~intelligence, "
        "~state, ~federal, ~county",
    ),
    (
        "consulting",
        "consultant, consulting, management consultant, strategy consultant, associate consultant, adviser, "
        "advisor, strategist, strategy, chief strategy officer, corporate strategy, strategy and operations, "
        "berater*, *berater, *beraterin, unternehmensberat*, conseil, consultor*, consulente, ~advisory",
    ),
    (
        "business analysis",
        "business analyst, business systems analyst, process analyst, requirements engineer, business analysis, "
        "requirements analyst, functional analyst, analista de negocio*, analista de negocios, ~analyst, ~analyste, "
        "~analista",
    ),
    (
        "operations",
        "operations, ops, coo, chief operating officer, operating officer, operational, quality manager, quality, "
        "health and safety, safety, production manager, production, plant manager, manufacturing, machinist, "
        "assembler, process improvement, lean, six sigma, continuous improvement, business operations, operator, "
        "betriebsleiter*, produktionsleiter*, exploitation, operacoes, operaciones, operativ*, ~process, ~plant, "
        "~field, ~maintenance, ~technologist",
    ),
    (
        "administration",
        "administrator, administration, administrative, executive assistant, personal assistant, assistant to, "
        "office manager, office administrator, office assistant, administrative assistant, secretary, receptionist, "
        "clerk, data entry, data entry clerk, records manager, legal secretary, chief of staff, business manager, "
        "virtual assistant, ea, sekretar*, assistenz, secretaire, secretari*, verwaltung*, sachbearbeiter*, "
        "administratif, administrativ*, recepcionista, ~office, ~coordinator, ~assistant, ~koordinator*",
    ),
    (
        "executive",
        "ceo, chief executive, chief executive officer, founder, cofounder, founding partner, president, chairman, "
        "chairwoman, chairperson, board member, board director, non executive director, executive director, owner, "
        "entrepreneur, business owner, managing partner, gm, geschaftsfuhr*, geschaeftsfuehr*, vorstand*, grunder*, "
        "inhaber*, directeur general, directrice generale, pdg, president directeur, fondateur, fondatrice, gerant, "
        "director general, directora general, director ejecutivo, fundador*, presidente, diretor geral, diretor "
        "executivo, empresari*, amministratore, ~vice president, ~vp, ~executive, ~board, ~general manager, "
        "~managing director",
    ),
)

# What a person may write for a function that is no phrase of a title.
_ALSO = {
    "product managers": "product",
    "ux ui": "design",
    "hr recruiting": "human resources",
    "people and talent": "human resources",
    "healthcare services": "health care",
    "medicine": "health care",
    "law": "legal",
    "arts and design": "design",
    "entrepreneurship": "executive",
    "management": "executive",
    "community and social services": "social work",
    "military and protective services": "public service",
    "media and communication": "communications",
    "program and project management": "project management",
    "support": "customer success",
    "science": "research",
    "business analyst": "business analysis",
    "it": "information technology",
    "tech": "engineering",
    "administrative": "administration",
    "executives": "executive",
    "logistics": "supply chain",
    "nonprofit": "social work",
    "politics": "public service",
    "music": "arts",
}


class _Table(NamedTuple):
    """FUNCTIONS as it is looked up: phrase or stem -> the rank of its line; each once strong, once weak."""

    phrases: tuple[dict[str, int], dict[str, int]]
    starts: tuple[dict[str, int], dict[str, int]]
    ends: dict[str, int]
    firsts: dict[str, tuple[int, ...]]  # words with which phrases of several words begin -> of how many
    stems: tuple[int, ...]  # lengths of stems, longest first


@lru_cache(maxsize=1)
def _table() -> _Table:
    phrases: tuple[dict[str, int], dict[str, int]] = ({}, {})
    starts: tuple[dict[str, int], dict[str, int]] = ({}, {})
    ends: dict[str, int] = {}
    for rank, (_, patterns) in enumerate(FUNCTIONS):
        for pattern in patterns.split(","):
            phrase = pattern.strip()
            weak = phrase.startswith("~")
            phrase = phrase.removeprefix("~")
            if phrase.startswith("*"):
                ends.setdefault(phrase[1:], rank)
            elif phrase.endswith("*") and " " not in phrase:
                starts[weak].setdefault(phrase[:-1], rank)
            else:
                for form in (phrase.rstrip("*"), phrase.replace("*", "s")):
                    phrases[weak].setdefault(form, rank)
    stems = tuple(sorted({len(stem) for stem in (*starts[0], *starts[1], *ends)}, reverse=True))
    lengths: dict[str, set[int]] = {}
    for words in (phrase.split() for weak in phrases for phrase in weak if " " in phrase):
        lengths.setdefault(words[0], set()).add(len(words))
    firsts = {word: tuple(sorted(found)) for word, found in lengths.items()}
    return _Table(phrases, starts, ends, firsts, stems)


def infer_function(title: str) -> str | None:
    """The job function that a title speaks for, one of FUNCTIONS; None where it says none ("Freelance", "Partner")."""
    return _inferred(title[:_LONGEST])


# A headline says what it says early; a cell of 10,000 characters is not searched to its end.
_LONGEST = 200


@lru_cache(maxsize=16384)  # a roster has fewer distinct titles than people
def _inferred(title: str) -> str | None:
    for part in _PARTS.split(title):
        words = _plain(part).replace("&", " and ").split()
        rank = _rank(words)
        if rank is not None:
            return FUNCTIONS[rank][0]
    return None


@lru_cache(maxsize=16384)  # what somebody does and how far up are read from one title
def _plain(part: str) -> str:
    """A title folded, without the employer."""
    if "@" in part or not _BEFORE_EMPLOYERS.isdisjoint(part.split()):
        part = _EMPLOYER.split(part, maxsplit=1)[0]
    return fold(part)


_PARTS = re.compile("[|•·;]")
_BEFORE_EMPLOYERS = frozenset(("at", "bei", "chez"))
_EMPLOYER = re.compile(r"(?<=\w)\s+(?:at|@|bei|chez)\s+|(?<=\w)\s*@")


def _rank(words: list[str]) -> int | None:
    """The line of FUNCTIONS that decides: of the longest phrases the first in the order written there."""
    table = _table()
    several = [
        (-length, " ".join(words[start : start + length]))
        for start, word in enumerate(words)
        if word in table.firsts
        for length in table.firsts[word]
        if start + length <= len(words)
    ]
    for weak in (0, 1):
        phrases = table.phrases[weak]
        if several and (found := [(length, phrases[phrase]) for length, phrase in several if phrase in phrases]):
            return min(found)[1]
        rank = min([_rank_of(word, weak) for word in words], default=_NO_RANK)
        if rank < _NO_RANK:
            return rank
    return None


_NO_RANK = len(FUNCTIONS)


@lru_cache(maxsize=16384)  # titles differ, their words repeat
def _rank_of(word: str, weak: int) -> int:
    """The first line of FUNCTIONS that one word speaks for, whole or by a stem; _NO_RANK for none."""
    table = _table()
    starts, ends = table.starts[weak], table.ends if not weak else {}
    ranks = [table.phrases[weak].get(word, _NO_RANK)]
    for length in table.stems:
        if length <= len(word):
            ranks += starts.get(word[:length], _NO_RANK), ends.get(word[-length:], _NO_RANK)
    return min(ranks)


@lru_cache(maxsize=1)
def _names() -> dict[str, str]:
    return {name: name for name, _ in FUNCTIONS} | _ALSO


def canonical_function(text: str) -> str:
    """The function that a word of the user's or a file's stands for: "Product Management", "PM" -> "product".

    Where no function fits it is the text folded, so that two writings of one word are equal.
    """
    key = _key(text)
    return _names().get(key) or infer_function(text) or fold(text)


# Occupations that are people's names as well.
_NAMES_TOO = {
    "dean", "cook", "baker", "carpenter", "judge", "barber", "painter", "singer", "farmer", "gardener",
    "ranger", "warden", "driver", "brewer", "fish", "brand", "runner",
}  # fmt: skip


def is_function(text: str) -> bool:
    """Whether the whole text is a function or one phrase of the table ("product", "data scientist") and no name."""
    key = _key(text)
    if not key or key in _NAMES_TOO:
        return False
    stem = key.removesuffix("s")  # what most names are no part of, for which the table need not be built (3 ms)
    return key in _names() or (any(stem in patterns for _, patterns in FUNCTIONS) and key in _table().phrases[0])


def _key(text: str) -> str:
    return fold(text[:_LONGEST]).replace("&", " and ").replace("  ", " ").strip()


# --- how far up ---------------------------------------------------------------------------------

INTERN, JUNIOR, MIDDLE, SENIOR, LEAD, MANAGER, DIRECTOR, VICE_PRESIDENT, CHIEF = range(9)

_NO_PEOPLE = (
    "(?:product|project|program|programme|account|case|community|customer success|success|social media"
    "|relationship|office)"
)

# The first line that a folded title holds a word or a phrase of. `stem*` and `*stem` are the beginning and the end of a
# word; a phrase is a pattern, and stands behind a word without which it is not looked for.
_LEVELS: tuple[tuple[int, str, dict[str, str]], ...] = (
    (
        INTERN,
        "intern internship trainee apprentice student werkstudent* praktikant* stagiaire alternant alternante becario"
        " becaria practicante estagiario estagiaria azubi auszubildende*",
        {},
    ),
    # In the name of somebody's rank, or a rank only by its sound.
    (
        MIDDLE,
        "",
        {
            "assistant": "assistant to|executive assistant",
            "to": "to the (?:ceo|president|chief|director)",
            "chef": "chef de (?:produit|projet)",
        },
    ),
    (VICE_PRESIDENT, "vp evp svp sevp avp", {"vice": "vice president"}),
    (
        CHIEF,
        "ceo cfo coo cto cio cmo cpo cso cdo cro ciso cpto chro founder cofounder president chair chairman chairwoman"
        " chairperson owner geschaftsfuhrer* geschaeftsfuehrer* vorstand* pdg fundador fundadora grunder* fondateur"
        " fondatrice inhaber*",
        {"officer": r"chief (?:\w+ ){1,3}officer", "general": "directeur general|director general"},
    ),
    (VICE_PRESIDENT, "", {"managing": "managing director", "partner": "(?:managing|general|founding) partner"}),
    (DIRECTOR, "director head chief direktor* directeur directrice directora diretor diretora bereichsleiter*", {}),
    # These manage a product, a client, a case: no people.
    (JUNIOR, "", {"manager": rf"(?:associate|assistant|junior|jr) {_NO_PEOPLE} manager"}),
    (SENIOR, "", {"manager": rf"(?:senior|sr) {_NO_PEOPLE} manager"}),
    (LEAD, "", {"manager": rf"(?:group|lead|principal|staff) (?:\w+ )?{_NO_PEOPLE} manager"}),
    (MIDDLE, "produktmanager* projektmanager*", {"manager": rf"{_NO_PEOPLE} manager"}),
    (
        MANAGER,
        "manager supervisor leiter* *leiter *leiterin gerente jefe jefa responsable superintendent foreman",
        {},
    ),
    (LEAD, "lead leader principal staff fellow distinguished professor", {}),
    (SENIOR, "senior sr iii iv expert", {}),
    (JUNIOR, "junior jr associate assistant graduate", {"entry": "entry level"}),
    (MIDDLE, "ii mid intermediate", {}),
)
_NO_LEVEL = len(_LEVELS)
_LEVEL_PHRASES = tuple((line, *phrase) for line, (_, _, phrases) in enumerate(_LEVELS) for phrase in phrases.items())
_WORD = re.compile(r"\w+")


@lru_cache(maxsize=16384)
def _level(title: str) -> int | None:
    key = _plain(title)
    words = _WORD.findall(key)
    first = min(map(_level_line, words), default=_NO_LEVEL)
    for line, word, phrase in _LEVEL_PHRASES:
        if line >= first:
            break
        if word in words and re.search(rf"(?<!\w)(?:{phrase})(?!\w)", key):
            return _LEVELS[line][0]
    return _LEVELS[first][0] if first < _NO_LEVEL else None


@lru_cache(maxsize=16384)
def _level_line(word: str) -> int:
    """The first line of _LEVELS that one word speaks for; _NO_LEVEL for none."""
    for line, (whole, starts, ends) in enumerate(_level_words()):
        if word in whole or word.startswith(starts) or word.endswith(ends):
            return line
    return _NO_LEVEL


@lru_cache(maxsize=1)
def _level_words() -> list[tuple[set[str], tuple[str, ...], tuple[str, ...]]]:
    """Of each line of _LEVELS its words, and the beginnings and ends of others."""
    return [
        (
            {word for word in words if "*" not in word},
            tuple(word[:-1] for word in words if word.endswith("*")),
            tuple(word[1:] for word in words if word.startswith("*")),
        )
        for words in (line.split() for _, line, _ in _LEVELS)
    ]


def level(title: str) -> int | None:
    """How far up a title says somebody is, INTERN (0) to CHIEF (8); None where it does not say ("Software Engineer").

    Managers of a product, project, account or case lead no people and stand in the MIDDLE.
    """
    return _level(title[:_LONGEST])
