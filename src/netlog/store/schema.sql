-- Written by `python -m netlog.tables` from tables.py; a test compares them.

CREATE TABLE challenge (
  id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  goal INTEGER NOT NULL,
  start_on VARCHAR(10) NOT NULL,
  end_on VARCHAR(10) NOT NULL,
  CONSTRAINT ends_later CHECK (start_on < end_on),
  CONSTRAINT goal_in_range CHECK (goal >= 1 and goal <= 1000)
);

CREATE TABLE mass (
  id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  kind VARCHAR(24) NOT NULL,
  value VARCHAR(500) NOT NULL,
  people INTEGER NOT NULL,
  ties INTEGER NOT NULL,
  squares INTEGER NOT NULL,
  UNIQUE (kind, value),
  CONSTRAINT people_in_range CHECK (people >= 0),
  CONSTRAINT ties_in_range CHECK (ties >= 0),
  CONSTRAINT squares_in_range CHECK (squares >= 0)
);

CREATE TABLE meeting (
  id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  uid VARCHAR(200) NOT NULL,
  kind VARCHAR(24) NOT NULL,
  state VARCHAR(24) NOT NULL,
  day_on VARCHAR(10) NOT NULL,
  starts_at VARCHAR,
  minutes INTEGER NOT NULL,
  place VARCHAR,
  agreed_on VARCHAR,
  agreed_seq INTEGER,
  told_on VARCHAR,
  logged_on VARCHAR(10) NOT NULL,
  seq INTEGER NOT NULL,
  party VARCHAR(24),
  learned VARCHAR,
  landed VARCHAR,
  advice VARCHAR,
  owed INTEGER NOT NULL,
  gone_on VARCHAR,
  UNIQUE (uid),
  CONSTRAINT kind_is_known CHECK (kind in ('coffee', 'lunch', 'call', 'video', 'event')),
  CONSTRAINT state_is_known CHECK (state in ('planned', 'held', 'cancelled', 'no-show')),
  CONSTRAINT minutes_in_range CHECK (minutes >= 1 and minutes <= 1440),
  CONSTRAINT party_is_known CHECK (party in ('me', 'them')),
  CONSTRAINT owed_in_range CHECK (owed >= 0 and owed <= 1)
);

CREATE INDEX meeting_by_day ON meeting (day_on);

CREATE INDEX meeting_state ON meeting (state);

CREATE TABLE organization (
  id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  name VARCHAR(200) NOT NULL,
  name_key VARCHAR(500) NOT NULL,
  kind VARCHAR(24) NOT NULL,
  UNIQUE (name_key),
  CONSTRAINT kind_is_known CHECK (kind in ('company', 'school', 'association', 'greek', 'other'))
);

CREATE TABLE pause (
  id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  start_on VARCHAR(10) NOT NULL,
  end_on VARCHAR(10) NOT NULL,
  CONSTRAINT ends_later CHECK (start_on < end_on)
);

CREATE TABLE step (
  id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  done_at VARCHAR(20) NOT NULL,
  command VARCHAR(40) NOT NULL,
  summary VARCHAR(100000) NOT NULL,
  undone_at VARCHAR
);

CREATE TABLE tally (
  id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  kind VARCHAR(24) NOT NULL,
  how VARCHAR(24) NOT NULL,
  value VARCHAR(500) NOT NULL,
  ties INTEGER NOT NULL,
  UNIQUE (kind, how, value),
  CONSTRAINT ties_in_range CHECK (ties >= 0)
);

CREATE TABLE change (
  id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  step_id INTEGER NOT NULL,
  table_name VARCHAR(40) NOT NULL,
  row_id INTEGER NOT NULL,
  op VARCHAR(24) NOT NULL,
  before_row VARCHAR,
  after_row VARCHAR,
  last_row_id INTEGER,
  FOREIGN KEY(step_id) REFERENCES step (id),
  CONSTRAINT op_is_known CHECK (op in ('insert', 'update', 'delete'))
);

CREATE INDEX change_by_last_row ON change (table_name, last_row_id) WHERE last_row_id is not null;

CREATE INDEX change_by_row ON change (table_name, row_id);

CREATE INDEX change_by_step ON change (step_id);

CREATE TABLE contact (
  id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  uid VARCHAR(200) NOT NULL,
  name VARCHAR(200) NOT NULL,
  name_key VARCHAR(500) NOT NULL,
  nickname VARCHAR,
  nickname_key VARCHAR,
  title VARCHAR,
  function VARCHAR,
  function_from VARCHAR(24),
  industry VARCHAR,
  city VARCHAR,
  how_met VARCHAR,
  origin VARCHAR(24) NOT NULL,
  added_on VARCHAR(10) NOT NULL,
  known INTEGER NOT NULL,
  known_since VARCHAR,
  is_me INTEGER,
  rest_on VARCHAR,
  keep_on VARCHAR,
  organization_id INTEGER,
  stage VARCHAR(24) NOT NULL,
  next_stage VARCHAR(24),
  next_stage_on VARCHAR,
  in_play INTEGER NOT NULL,
  last_met_on VARCHAR,
  next_due_on VARCHAR,
  UNIQUE (uid),
  UNIQUE (is_me),
  FOREIGN KEY(organization_id) REFERENCES organization (id),
  CONSTRAINT function_from_is_known CHECK (function_from in ('told', 'title')),
  CONSTRAINT origin_is_known CHECK (origin in ('hand', 'linkedin', 'address-book', 'roster', 'table')),
  CONSTRAINT known_in_range CHECK (known >= 0 and known <= 1),
  CONSTRAINT stage_is_known CHECK (stage in ('lead', 'asked', 'connected', 'scheduled', 'met', 'thanked', 'advocate', 'quiet')),
  CONSTRAINT next_stage_is_known CHECK (next_stage in ('lead', 'asked', 'connected', 'scheduled', 'met', 'thanked', 'advocate', 'quiet')),
  CONSTRAINT in_play_in_range CHECK (in_play >= 0 and in_play <= 1)
);

CREATE INDEX contact_by_city ON contact (city) WHERE city is not null;

CREATE INDEX contact_by_function ON contact (function, in_play desc, name_key);

CREATE INDEX contact_by_industry ON contact (industry) WHERE industry is not null;

CREATE INDEX contact_by_name ON contact (name_key);

CREATE INDEX contact_by_nickname ON contact (nickname_key) WHERE nickname_key is not null;

CREATE INDEX contact_by_organization ON contact (organization_id);

CREATE INDEX contact_changing ON contact (next_stage_on) WHERE next_stage_on is not null;

CREATE INDEX contact_in_play ON contact (name_key) WHERE in_play = 1;

CREATE TABLE move (
  id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  meeting_id INTEGER NOT NULL,
  from_on VARCHAR(10) NOT NULL,
  from_at VARCHAR,
  to_on VARCHAR(10) NOT NULL,
  to_at VARCHAR,
  moved_on VARCHAR(10) NOT NULL,
  seq INTEGER NOT NULL,
  FOREIGN KEY(meeting_id) REFERENCES meeting (id)
);

CREATE INDEX move_by_meeting ON move (meeting_id);

CREATE TABLE organization_alias (
  id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  organization_id INTEGER NOT NULL,
  alias VARCHAR(200) NOT NULL,
  alias_key VARCHAR(500) NOT NULL,
  UNIQUE (alias_key),
  FOREIGN KEY(organization_id) REFERENCES organization (id)
);

CREATE INDEX alias_by_organization ON organization_alias (organization_id);

CREATE TABLE acquaintance (
  id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  a_id INTEGER NOT NULL,
  b_id INTEGER NOT NULL,
  knows VARCHAR(24) NOT NULL,
  source VARCHAR(500) NOT NULL,
  since_on VARCHAR,
  UNIQUE (a_id, b_id),
  CONSTRAINT smaller_first CHECK (a_id < b_id),
  FOREIGN KEY(a_id) REFERENCES contact (id),
  FOREIGN KEY(b_id) REFERENCES contact (id),
  CONSTRAINT knows_is_known CHECK (knows in ('yes', 'no'))
);

CREATE INDEX acquaintance_by_b ON acquaintance (b_id, a_id);

CREATE TABLE affiliation (
  id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  contact_id INTEGER NOT NULL,
  organization_id INTEGER NOT NULL,
  kind VARCHAR(24) NOT NULL,
  role VARCHAR,
  unit VARCHAR,
  start_on VARCHAR,
  end_on VARCHAR,
  ended INTEGER NOT NULL,
  FOREIGN KEY(contact_id) REFERENCES contact (id),
  FOREIGN KEY(organization_id) REFERENCES organization (id),
  CONSTRAINT kind_is_known CHECK (kind in ('company', 'school', 'association', 'greek', 'other')),
  CONSTRAINT ended_in_range CHECK (ended >= 0 and ended <= 1)
);

CREATE INDEX affiliation_by_contact ON affiliation (contact_id);

CREATE INDEX affiliation_by_organization ON affiliation (organization_id, kind, contact_id);

CREATE TABLE attendance (
  id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  meeting_id INTEGER NOT NULL,
  contact_id INTEGER NOT NULL,
  UNIQUE (meeting_id, contact_id),
  FOREIGN KEY(meeting_id) REFERENCES meeting (id),
  FOREIGN KEY(contact_id) REFERENCES contact (id)
);

CREATE INDEX attendance_by_contact ON attendance (contact_id);

CREATE TABLE distinct_pair (
  id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  a_id INTEGER NOT NULL,
  b_id INTEGER NOT NULL,
  said_on VARCHAR(10) NOT NULL,
  UNIQUE (a_id, b_id),
  CONSTRAINT smaller_first CHECK (a_id < b_id),
  FOREIGN KEY(a_id) REFERENCES contact (id),
  FOREIGN KEY(b_id) REFERENCES contact (id)
);

CREATE INDEX distinct_by_b ON distinct_pair (b_id);

CREATE TABLE email (
  id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  contact_id INTEGER NOT NULL,
  address VARCHAR(500) NOT NULL,
  address_key VARCHAR(500) NOT NULL,
  UNIQUE (contact_id, address_key),
  FOREIGN KEY(contact_id) REFERENCES contact (id)
);

CREATE INDEX email_by_address ON email (address_key);

CREATE TABLE introduction (
  id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  introducer_id INTEGER NOT NULL,
  contact_id INTEGER,
  description VARCHAR,
  may_use_name VARCHAR(24) NOT NULL,
  meeting_id INTEGER,
  message_id INTEGER,
  state VARCHAR(24) NOT NULL,
  next_state VARCHAR(24),
  next_state_on VARCHAR,
  asked_on VARCHAR,
  named_on VARCHAR,
  promised_on VARCHAR,
  made_on VARCHAR,
  met_on VARCHAR,
  reported_on VARCHAR,
  closed_on VARCHAR,
  declined_by VARCHAR(24),
  lapsed_why VARCHAR(24),
  CONSTRAINT not_to_oneself CHECK (contact_id <> introducer_id),
  CONSTRAINT to_somebody CHECK (contact_id is not null or description is not null),
  FOREIGN KEY(introducer_id) REFERENCES contact (id),
  FOREIGN KEY(contact_id) REFERENCES contact (id),
  FOREIGN KEY(meeting_id) REFERENCES meeting (id),
  CONSTRAINT may_use_name_is_known CHECK (may_use_name in ('yes', 'no', 'unknown')),
  CONSTRAINT state_is_known CHECK (state in ('wanted', 'asked', 'named', 'promised', 'made', 'met', 'reported', 'declined', 'lapsed')),
  CONSTRAINT next_state_is_known CHECK (next_state in ('wanted', 'asked', 'named', 'promised', 'made', 'met', 'reported', 'declined', 'lapsed')),
  CONSTRAINT declined_by_is_known CHECK (declined_by in ('introducer', 'contact')),
  CONSTRAINT lapsed_why_is_known CHECK (lapsed_why in ('no-answer', 'met-another-way', 'not-needed'))
);

CREATE INDEX introduction_by_contact ON introduction (contact_id);

CREATE INDEX introduction_by_introducer ON introduction (introducer_id);

CREATE TABLE job (
  id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  organization_id INTEGER NOT NULL,
  role VARCHAR(500) NOT NULL,
  via_id INTEGER,
  link VARCHAR,
  note VARCHAR,
  added_on VARCHAR(10) NOT NULL,
  stage VARCHAR(24) NOT NULL,
  applied_on VARCHAR,
  FOREIGN KEY(organization_id) REFERENCES organization (id),
  FOREIGN KEY(via_id) REFERENCES contact (id),
  CONSTRAINT stage_is_known CHECK (stage in ('interested', 'applied', 'screening', 'interview', 'offer', 'accepted', 'declined', 'rejected', 'silent'))
);

CREATE INDEX job_by_organization ON job (organization_id);

CREATE INDEX job_by_via ON job (via_id);

CREATE TABLE link (
  id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  contact_id INTEGER NOT NULL,
  url VARCHAR(2000) NOT NULL,
  url_key VARCHAR(2000) NOT NULL,
  UNIQUE (contact_id, url_key),
  FOREIGN KEY(contact_id) REFERENCES contact (id)
);

CREATE INDEX link_by_url ON link (url_key);

CREATE TABLE note (
  id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  contact_id INTEGER NOT NULL,
  body VARCHAR(100000) NOT NULL,
  private INTEGER NOT NULL,
  from_file INTEGER NOT NULL,
  written_on VARCHAR(10) NOT NULL,
  FOREIGN KEY(contact_id) REFERENCES contact (id),
  CONSTRAINT private_in_range CHECK (private >= 0 and private <= 1),
  CONSTRAINT from_file_in_range CHECK (from_file >= 0 and from_file <= 1)
);

CREATE INDEX note_by_contact ON note (contact_id);

CREATE TABLE phone (
  id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  contact_id INTEGER NOT NULL,
  number VARCHAR(500) NOT NULL,
  number_key VARCHAR(500) NOT NULL,
  UNIQUE (contact_id, number_key),
  FOREIGN KEY(contact_id) REFERENCES contact (id)
);

CREATE INDEX phone_by_number ON phone (number_key);

CREATE TABLE profile (
  id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  contact_id INTEGER NOT NULL,
  groups VARCHAR(100000) NOT NULL,
  ties INTEGER NOT NULL,
  UNIQUE (contact_id),
  FOREIGN KEY(contact_id) REFERENCES contact (id),
  CONSTRAINT ties_in_range CHECK (ties >= 0)
);

CREATE TABLE source (
  id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  contact_id INTEGER NOT NULL,
  format VARCHAR(40) NOT NULL,
  file_name VARCHAR(500) NOT NULL,
  source_key VARCHAR,
  first_on VARCHAR(10) NOT NULL,
  last_on VARCHAR(10) NOT NULL,
  wrote VARCHAR(100000) NOT NULL,
  FOREIGN KEY(contact_id) REFERENCES contact (id)
);

CREATE INDEX source_by_contact ON source (contact_id);

CREATE INDEX source_by_key ON source (format, source_key) WHERE source_key is not null;

CREATE TABLE synced_card (
  id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  folder VARCHAR(100000) NOT NULL,
  file VARCHAR(500) NOT NULL,
  contact_id INTEGER NOT NULL,
  body VARCHAR NOT NULL,
  UNIQUE (folder, file),
  FOREIGN KEY(contact_id) REFERENCES contact (id)
);

CREATE INDEX card_by_contact ON synced_card (contact_id);

CREATE TABLE tag (
  id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  contact_id INTEGER NOT NULL,
  word VARCHAR(60) NOT NULL,
  word_key VARCHAR(500) NOT NULL,
  UNIQUE (contact_id, word_key),
  FOREIGN KEY(contact_id) REFERENCES contact (id)
);

CREATE INDEX tag_by_word ON tag (word_key, contact_id);

CREATE TABLE target (
  id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  kind VARCHAR(24) NOT NULL,
  rank INTEGER NOT NULL,
  name VARCHAR(200) NOT NULL,
  name_key VARCHAR(500) NOT NULL,
  organization_id INTEGER,
  contact_id INTEGER,
  added_on VARCHAR(10) NOT NULL,
  UNIQUE (kind, name_key),
  FOREIGN KEY(organization_id) REFERENCES organization (id),
  FOREIGN KEY(contact_id) REFERENCES contact (id),
  CONSTRAINT kind_is_known CHECK (kind in ('function', 'industry', 'title', 'org', 'person')),
  CONSTRAINT rank_in_range CHECK (rank >= 1)
);

CREATE INDEX target_by_organization ON target (organization_id);

CREATE TABLE follow_up (
  id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  kind VARCHAR(24) NOT NULL,
  contact_id INTEGER NOT NULL,
  meeting_id INTEGER,
  introduction_id INTEGER,
  body VARCHAR,
  reason VARCHAR(24) NOT NULL,
  reason_on VARCHAR(10) NOT NULL,
  opened_on VARCHAR(10) NOT NULL,
  seq INTEGER NOT NULL,
  due_on VARCHAR(10) NOT NULL,
  shows_on VARCHAR(10) NOT NULL,
  closes_on VARCHAR,
  snoozed_until VARCHAR,
  closed_on VARCHAR,
  closed_seq INTEGER,
  closed_how VARCHAR(24),
  job_id INTEGER,
  FOREIGN KEY(contact_id) REFERENCES contact (id),
  FOREIGN KEY(meeting_id) REFERENCES meeting (id),
  FOREIGN KEY(introduction_id) REFERENCES introduction (id),
  FOREIGN KEY(job_id) REFERENCES job (id),
  CONSTRAINT kind_is_known CHECK (kind in ('thank-you', 'answer', 'outcome', 'nudge', 'chase', 'promise', 'report-back', 'keep-in-touch')),
  CONSTRAINT reason_is_known CHECK (reason in ('cup', 'named-somebody', 'introduced', 'replied', 'later', 'met-at-event', 'i-cancelled', 'i-missed', 'planned', 'unanswered', 'asked', 'they-cancelled', 'they-missed', 'promised-introduction', 'my-promise', 'became-a-cup', 'died', 'last-contact', 'referred', 'promised-referral', 'landed')),
  CONSTRAINT closed_how_is_known CHECK (closed_how in ('done', 'skipped', 'overtaken', 'expired'))
);

CREATE INDEX follow_up_by_contact ON follow_up (contact_id);

CREATE INDEX follow_up_by_introduction ON follow_up (introduction_id);

CREATE INDEX follow_up_by_meeting ON follow_up (meeting_id);

CREATE INDEX follow_up_open ON follow_up (due_on) WHERE closed_on is null;

CREATE TABLE introduction_step (
  id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  introduction_id INTEGER NOT NULL,
  state VARCHAR(24) NOT NULL,
  step_on VARCHAR(10) NOT NULL,
  logged_on VARCHAR(10) NOT NULL,
  seq INTEGER NOT NULL,
  declined_by VARCHAR(24),
  lapsed_why VARCHAR(24),
  owed INTEGER NOT NULL,
  FOREIGN KEY(introduction_id) REFERENCES introduction (id),
  CONSTRAINT state_is_known CHECK (state in ('wanted', 'asked', 'named', 'promised', 'made', 'met', 'reported', 'declined', 'lapsed')),
  CONSTRAINT declined_by_is_known CHECK (declined_by in ('introducer', 'contact')),
  CONSTRAINT lapsed_why_is_known CHECK (lapsed_why in ('no-answer', 'met-another-way', 'not-needed')),
  CONSTRAINT owed_in_range CHECK (owed >= 0 and owed <= 1)
);

CREATE INDEX step_by_introduction ON introduction_step (introduction_id);

CREATE TABLE job_step (
  id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  job_id INTEGER NOT NULL,
  stage VARCHAR(24) NOT NULL,
  step_on VARCHAR(10) NOT NULL,
  logged_on VARCHAR(10) NOT NULL,
  seq INTEGER NOT NULL,
  owed INTEGER NOT NULL,
  FOREIGN KEY(job_id) REFERENCES job (id),
  CONSTRAINT stage_is_known CHECK (stage in ('interested', 'applied', 'screening', 'interview', 'offer', 'accepted', 'declined', 'rejected', 'silent')),
  CONSTRAINT owed_in_range CHECK (owed >= 0 and owed <= 1)
);

CREATE INDEX step_by_job ON job_step (job_id);

CREATE TABLE landing (
  id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  job_id INTEGER NOT NULL,
  landed_on VARCHAR(10) NOT NULL,
  logged_on VARCHAR(10) NOT NULL,
  seq INTEGER NOT NULL,
  UNIQUE (job_id),
  FOREIGN KEY(job_id) REFERENCES job (id)
);

CREATE TABLE message (
  id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  contact_id INTEGER NOT NULL,
  kind VARCHAR(24) NOT NULL,
  direction VARCHAR(24) NOT NULL,
  sent_on VARCHAR(10) NOT NULL,
  logged_on VARCHAR(10) NOT NULL,
  seq INTEGER NOT NULL,
  channel VARCHAR(24),
  answer VARCHAR(24),
  later_on VARCHAR,
  named INTEGER NOT NULL,
  introduction_id INTEGER,
  meeting_id INTEGER,
  template VARCHAR,
  body VARCHAR,
  owed INTEGER NOT NULL,
  FOREIGN KEY(contact_id) REFERENCES contact (id),
  FOREIGN KEY(introduction_id) REFERENCES introduction (id),
  FOREIGN KEY(meeting_id) REFERENCES meeting (id),
  CONSTRAINT kind_is_known CHECK (kind in ('outreach', 'request', 'nudge', 'thank-you', 'report-back', 'reply')),
  CONSTRAINT direction_is_known CHECK (direction in ('sent', 'received')),
  CONSTRAINT channel_is_known CHECK (channel in ('email', 'linkedin', 'text', 'letter', 'phone', 'in-person', 'other')),
  CONSTRAINT answer_is_known CHECK (answer in ('yes', 'no', 'later')),
  CONSTRAINT named_in_range CHECK (named >= 0 and named <= 1),
  CONSTRAINT owed_in_range CHECK (owed >= 0 and owed <= 1)
);

CREATE INDEX message_by_contact ON message (contact_id);

CREATE INDEX message_by_introduction ON message (introduction_id);
