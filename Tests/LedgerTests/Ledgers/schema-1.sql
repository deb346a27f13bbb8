-- A ledger as the first schema had it, by sqlite3's .dump: an unreadable file, a roster with a
-- refused item and one that was overdue, and the registration that it waited for.
PRAGMA foreign_keys=OFF;
BEGIN TRANSACTION;
CREATE TABLE grdb_migrations (identifier TEXT NOT NULL PRIMARY KEY);
INSERT INTO grdb_migrations VALUES('1 attempts, facts, folds, outbox');
CREATE TABLE source (
  id INTEGER PRIMARY KEY,
  code TEXT NOT NULL UNIQUE CHECK ((length(code) BETWEEN 1 AND 64 AND code NOT GLOB '*[^A-Za-z0-9._-]*'))
) STRICT;
INSERT INTO source VALUES(1,'KP-021');
INSERT INTO source VALUES(2,'PORTAL');
CREATE TABLE document (
  id INTEGER PRIMARY KEY,
  bytes BLOB
) STRICT;
INSERT INTO document VALUES(1,X'7b22736368656d61223a20337d0a');
INSERT INTO document VALUES(2,X'7b22736368656d61223a20226f6b6f63652f747261696e696e672d726f737465722f31222c20226a6f625f6964223a2022722d31222c2022736f75726365223a20224b502d303231222c0a20227375626d69747465645f6174223a2022323031382d30362d31325430393a30303a30302b30373a3030222c0a2022636c617373223a207b22636c6173735f6964223a20224b502d3032312d3134222c20226f7267616e69736572223a20224b502d303231222c2022747261636b223a20226b6f6d756e69746173222c0a20202022736b696c6c223a2022736f6674222c20226b6563616d6174616e223a202233312e37312e3033222c2022737461747573223a202268656c64222c0a2020202273657373696f6e73223a205b7b2264617465223a2022323031382d30362d3039222c2022686f757273223a20367d5d2c0a20202022737065616b657273223a205b7b22737065616b65725f6964223a20227331222c20226e616d65223a2022436f6e746f682050656d626963617261227d5d2c0a202020226361706163697479223a2035302c2022636f7374223a2031373235303030307d2c0a20226974656d73223a205b7b226974656d5f6964223a202231222c20226e696b223a202233313731303334353036393030303031222c2022617474656e64616e6365223a2022617474656e646564227d2c7b226974656d5f6964223a202232222c20226e696b223a202233313731303334353036393030303030222c2022617474656e64616e6365223a2022617474656e646564227d5d7d0a');
INSERT INTO document VALUES(3,X'7b22736368656d61223a20226f6b6f63652f73746167652d7570646174652f31222c20226a6f625f6964223a2022702d31222c2022736f75726365223a2022504f5254414c222c0a20227375626d69747465645f6174223a2022323031382d30362d31325430393a30303a30302b30373a3030222c0a20226974656d73223a205b7b226974656d5f6964223a202231222c20226e696b223a202233313731303334353036393030303031222c2022616374696f6e223a20227265616368222c20227374616765223a20225031222c0a202020226f636375727265645f6f6e223a2022323031382d30362d3037222c20226e616d65223a2022436f6e746f682053617475222c20226b656c75726168616e223a202233312e37312e30332e31303031222c0a2020202270656e67676572616b223a20224b502d303231222c0a20202022636f6e73656e74223a207b22676976656e5f6f6e223a2022323031382d30362d3037222c20226e6f74696365223a20226f6b6f63652d32303138227d7d5d7d0a');
CREATE TABLE attempt (
  id INTEGER PRIMARY KEY CHECK (id BETWEEN 1 AND 1000000000000),
  source INTEGER NOT NULL REFERENCES source (id),
  job_id TEXT CHECK ((length(job_id) BETWEEN 1 AND 64 AND job_id NOT GLOB '*[^A-Za-z0-9._-]*')),
  submitted_at INTEGER,
  recorded INTEGER NOT NULL CHECK (
    recorded = ((outcome = 'accepted' OR outcome = 'accepted_with_warnings' OR outcome = 'partially_accepted'))),
  outcome TEXT NOT NULL CHECK ((outcome = 'accepted' OR outcome = 'accepted_with_warnings' OR outcome = 'partially_accepted' OR outcome = 'refused' OR outcome = 'validated' OR outcome = 'deferred' OR outcome = 'duplicate' OR outcome = 'conflict' OR outcome = 'unreadable')),
  schema TEXT CHECK ((schema = 'okoce/stage-update/1' OR schema = 'okoce/training-roster/1' OR schema = 'okoce/funding-application/1' OR schema = 'okoce/operator-command/1')),
  received_at INTEGER NOT NULL,
  recorded_at INTEGER NOT NULL,
  sha256 BLOB CHECK (length(sha256) = 32),
  document INTEGER REFERENCES document (id),
  -- Raw bytes, which need not be UTF-8.
  file_name BLOB NOT NULL CHECK (length(file_name) BETWEEN 1 AND 255),
  -- What tells a crash's leftover from a resend; none of a deferred job come due.
  device INTEGER, inode INTEGER, size INTEGER, mtime_ns INTEGER, ctime_ns INTEGER,
  resumes INTEGER REFERENCES attempt (id),
  -- Of a duplicate or a conflict: the attempt that used up the id.
  same_as INTEGER REFERENCES attempt (id),
  deferred_until INTEGER,
  class_outcome TEXT CHECK ((class_outcome = 'recorded' OR class_outcome = 'refused' OR class_outcome = 'valid')),
  items INTEGER NOT NULL CHECK (items >= 0),
  items_recorded INTEGER NOT NULL CHECK (items_recorded BETWEEN 0 AND items),
  complaints INTEGER NOT NULL CHECK (complaints >= 0),
  operator_name TEXT, operator_reason TEXT,

  CHECK (NOT recorded OR
    (job_id IS NOT NULL AND submitted_at IS NOT NULL AND schema IS NOT NULL)),
  CHECK (recorded OR items_recorded = 0),
  CHECK (sha256 IS NOT NULL OR outcome = 'unreadable'),
  CHECK (document IS NOT NULL OR (outcome = 'duplicate' OR outcome = 'conflict' OR outcome = 'unreadable')),
  CHECK ((same_as IS NOT NULL) = (outcome IN ('duplicate', 'conflict'))),
  CHECK ((deferred_until IS NOT NULL) = (outcome = 'deferred')),
  CHECK ((operator_name IS NULL) = (operator_reason IS NULL)),
  CHECK (CASE WHEN resumes IS NULL
    THEN device IS NOT NULL AND inode IS NOT NULL AND size IS NOT NULL
      AND mtime_ns IS NOT NULL AND ctime_ns IS NOT NULL
    ELSE resumes < id AND device IS NULL AND inode IS NULL AND size IS NULL
      AND mtime_ns IS NULL AND ctime_ns IS NULL END)
) STRICT;
INSERT INTO attempt VALUES(1,1,NULL,NULL,0,'refused',NULL,1795400300698377437,1794104300699113831,X'f2f836622cdc010b10dc3c0697a0a041461c406908ef81a82c8cdf71539b4ce0',1,X'6261642e6a736f6e',65024,16376374,14,1795400300434251532,1795400300434251532,NULL,NULL,NULL,NULL,0,0,5,NULL,NULL);
INSERT INTO attempt VALUES(2,1,'r-1',1528768800000000000,1,'partially_accepted','okoce/training-roster/1',1795400300700603694,1794104300728894304,X'1a9c357ef291da6255a7b90b61d99b1f5876c732bba8df237961201612f629ae',2,X'722d312e6a736f6e',65024,16376628,576,1795400300433509987,1795400300433509987,NULL,NULL,NULL,'recorded',2,1,1,NULL,NULL);
INSERT INTO attempt VALUES(3,2,'p-1',1528768800000000000,1,'accepted','okoce/stage-update/1',1795400301706433370,1795400301708128057,X'adea3d2e2161977b69f671b4bd74fd7ddeca392a3f28615522f8afb2ed0d44d6',3,X'702d312e6a736f6e',65024,16376425,386,1795400301227576020,1795400301227576020,NULL,NULL,NULL,NULL,1,1,0,NULL,NULL);
CREATE TABLE item (
  attempt INTEGER NOT NULL REFERENCES attempt (id),
  position INTEGER NOT NULL CHECK (position BETWEEN 0 AND 8190),
  item_id TEXT CHECK ((length(item_id) BETWEEN 1 AND 64 AND item_id NOT GLOB '*[^A-Za-z0-9._-]*')),
  outcome TEXT NOT NULL CHECK (outcome IN ('refused', 'valid')),
  PRIMARY KEY (attempt, position)
) STRICT, WITHOUT ROWID;
INSERT INTO item VALUES(2,1,'2','refused');
CREATE TABLE complaint (
  attempt INTEGER NOT NULL REFERENCES attempt (id),
  number INTEGER NOT NULL CHECK (number >= 0),
  -- NULL for envelope and class header.
  position INTEGER CHECK (position BETWEEN 0 AND 8190),
  item_id TEXT CHECK ((length(item_id) BETWEEN 1 AND 64 AND item_id NOT GLOB '*[^A-Za-z0-9._-]*')),
  code TEXT NOT NULL CHECK (code GLOB '[EWR][0-9][0-9][0-9]'),
  pointer TEXT NOT NULL,
  message TEXT NOT NULL,
  line INTEGER CHECK (line >= 1), "column" INTEGER CHECK ("column" >= 1),
  PRIMARY KEY (attempt, number),
  CHECK ((line IS NULL) = ("column" IS NULL))
) STRICT, WITHOUT ROWID;
INSERT INTO complaint VALUES(1,0,NULL,NULL,'E112','/schema','Must be a string.',1,12);
INSERT INTO complaint VALUES(1,1,NULL,NULL,'E110','/job_id','The field ''job_id'' is missing.',1,1);
INSERT INTO complaint VALUES(1,2,NULL,NULL,'E110','/source','The field ''source'' is missing.',1,1);
INSERT INTO complaint VALUES(1,3,NULL,NULL,'E110','/submitted_at','The field ''submitted_at'' is missing.',1,1);
INSERT INTO complaint VALUES(1,4,NULL,NULL,'E110','/items','The field ''items'' is missing.',1,1);
INSERT INTO complaint VALUES(2,0,1,'2','E203','/items/1/nik','The last four digits of a NIK begin at 0001.',8,106);
CREATE TABLE deferred (
  attempt INTEGER PRIMARY KEY REFERENCES attempt (id),
  until INTEGER NOT NULL
) STRICT;
CREATE TABLE unaffiliated (
  id INTEGER PRIMARY KEY,
  attempt INTEGER NOT NULL REFERENCES attempt (id),
  role TEXT NOT NULL CHECK ((role = 'source' OR role = 'organiser' OR role = 'penggerak')),
  code TEXT NOT NULL CHECK ((length(code) BETWEEN 1 AND 64 AND code NOT GLOB '*[^A-Za-z0-9._-]*')),
  place INTEGER CHECK (place BETWEEN 10 AND 9999999999),
  day INTEGER CHECK (day BETWEEN -719162 AND 2932896),
  people INTEGER NOT NULL CHECK (people >= 0)
) STRICT;
CREATE TABLE fact (
  id INTEGER PRIMARY KEY CHECK (id = job * 8192 + position + 1),
  job INTEGER NOT NULL REFERENCES attempt (id),
  -- Place in `items`; -1 for a class header.
  position INTEGER NOT NULL CHECK (position BETWEEN -1 AND 8190),
  item_id TEXT CHECK ((length(item_id) BETWEEN 1 AND 64 AND item_id NOT GLOB '*[^A-Za-z0-9._-]*')),
  kind TEXT NOT NULL,
  nik INTEGER CHECK ((nik BETWEEN 1 AND 9999999999999999 AND nik % 10000 <> 0)),
  occurred_on INTEGER NOT NULL CHECK (occurred_on BETWEEN -719162 AND 2932896),
  name TEXT,
  place INTEGER CHECK ((place BETWEEN 100000 AND 999999 OR place BETWEEN 1000000000 AND 9999999999)),
  penggerak INTEGER REFERENCES source (id),
  consent_on INTEGER CHECK (consent_on BETWEEN -719162 AND 2932896),
  consent_notice TEXT,
  sex TEXT CHECK (sex IN ('L', 'P')),
  birth_date INTEGER CHECK (birth_date BETWEEN -719162 AND 2932896),
  business_name TEXT,
  business_sector TEXT,
  mentor TEXT,
  licence TEXT CHECK ((licence = 'IUMK' OR licence = 'SKU' OR licence = 'PIRT' OR licence = 'NIB' OR licence = 'other')),
  licence_number TEXT,
  issued_on INTEGER CHECK (issued_on BETWEEN -719162 AND 2932896),
  channel TEXT CHECK (channel IN ('online', 'offline')),
  channel_name TEXT,
  period INTEGER CHECK (period BETWEEN -719162 AND 2932896),
  revenue INTEGER,
  expenses INTEGER,
  workers INTEGER CHECK (workers >= 0),
  organiser INTEGER REFERENCES source (id),
  class_id TEXT CHECK ((length(class_id) BETWEEN 1 AND 64 AND class_id NOT GLOB '*[^A-Za-z0-9._-]*')),
  attendance TEXT CHECK ((attendance = 'invited' OR attendance = 'registered' OR attendance = 'attended' OR attendance = 'absent' OR attendance = 'withdrew')),
  track TEXT CHECK ((track = 'pemprov' OR track = 'komunitas')),
  skill TEXT CHECK ((skill = 'hard' OR skill = 'soft' OR skill = 'both')),
  status TEXT CHECK ((status = 'planned' OR status = 'held' OR status = 'cancelled')),
  capacity INTEGER CHECK (capacity >= 0),
  cost INTEGER CHECK (cost >= 0),
  lender INTEGER REFERENCES source (id),
  application_id TEXT CHECK ((length(application_id) BETWEEN 1 AND 64 AND application_id NOT GLOB '*[^A-Za-z0-9._-]*')),
  product TEXT CHECK ((length(product) BETWEEN 1 AND 64 AND product NOT GLOB '*[^A-Za-z0-9._-]*')),
  event TEXT CHECK ((event = 'submitted' OR event = 'assessed' OR event = 'approved' OR event = 'disbursed' OR event = 'repayment' OR event = 'approval_undone' OR event = 'disbursal_undone' OR event = 'rejected' OR event = 'withdrawn' OR event = 'repaid' OR event = 'written_off')),
  amount INTEGER CHECK (amount >= 0),
  tenor_months INTEGER CHECK (tenor_months >= 0),
  rate_bp INTEGER CHECK (rate_bp >= 0),
  target_source INTEGER REFERENCES source (id),
  target_job TEXT CHECK ((length(target_job) BETWEEN 1 AND 64 AND target_job NOT GLOB '*[^A-Za-z0-9._-]*')),
  target_item TEXT CHECK ((length(target_item) BETWEEN 1 AND 64 AND target_item NOT GLOB '*[^A-Za-z0-9._-]*')),
  ruling TEXT,
  operator_name TEXT,
  reason TEXT,
  CHECK ((kind = 'header') = (position = -1)),
  CHECK ((kind = 'header') = (item_id IS NULL)),
  CHECK (((kind = 'header' OR kind = 'decide' OR kind = 'override')) = (nik IS NULL)),
  CHECK ((business_name IS NULL) = (business_sector IS NULL)),
  CHECK (kind <> 'correction'
    OR coalesce(name, place, penggerak, business_name) IS NOT NULL),
  CHECK (kind <> 'funding' OR (
    (amount IS NOT NULL) = ((event = 'submitted' OR event = 'approved' OR event = 'disbursed' OR event = 'repayment'))
    AND (tenor_months IS NOT NULL) = (event = 'approved')
    AND (rate_bp IS NOT NULL) = (event = 'approved')
    AND (reason IS NOT NULL)
      = ((event = 'rejected' OR event = 'approval_undone' OR event = 'disbursal_undone')))),
  CHECK (CASE kind
    WHEN 'registration' THEN name IS NOT NULL AND place IS NOT NULL AND penggerak IS NOT NULL AND consent_on IS NOT NULL AND consent_notice IS NOT NULL AND coalesce(mentor, licence, licence_number, issued_on, channel, channel_name, period, revenue, expenses, workers, organiser, class_id, attendance, track, skill, status, capacity, cost, lender, application_id, product, event, amount, tenor_months, rate_bp, target_source, target_job, target_item, ruling, operator_name, reason) IS NULL
    WHEN 'mentoring' THEN mentor IS NOT NULL AND coalesce(name, place, penggerak, consent_on, consent_notice, sex, birth_date, business_name, business_sector, licence, licence_number, issued_on, channel, channel_name, period, revenue, expenses, workers, organiser, class_id, attendance, track, skill, status, capacity, cost, lender, application_id, product, event, amount, tenor_months, rate_bp, target_source, target_job, target_item, ruling, operator_name, reason) IS NULL
    WHEN 'licence' THEN licence IS NOT NULL AND licence_number IS NOT NULL AND issued_on IS NOT NULL AND coalesce(name, place, penggerak, consent_on, consent_notice, sex, birth_date, business_name, business_sector, mentor, channel, channel_name, period, revenue, expenses, workers, organiser, class_id, attendance, track, skill, status, capacity, cost, lender, application_id, product, event, amount, tenor_months, rate_bp, target_source, target_job, target_item, ruling, operator_name, reason) IS NULL
    WHEN 'marketing' THEN channel IS NOT NULL AND channel_name IS NOT NULL AND coalesce(name, place, penggerak, consent_on, consent_notice, sex, birth_date, business_name, business_sector, mentor, licence, licence_number, issued_on, period, revenue, expenses, workers, organiser, class_id, attendance, track, skill, status, capacity, cost, lender, application_id, product, event, amount, tenor_months, rate_bp, target_source, target_job, target_item, ruling, operator_name, reason) IS NULL
    WHEN 'accounts' THEN period IS NOT NULL AND revenue IS NOT NULL AND expenses IS NOT NULL AND coalesce(name, place, penggerak, consent_on, consent_notice, sex, birth_date, business_name, business_sector, mentor, licence, licence_number, issued_on, channel, channel_name, organiser, class_id, attendance, track, skill, status, capacity, cost, lender, application_id, product, event, amount, tenor_months, rate_bp, target_source, target_job, target_item, ruling, operator_name, reason) IS NULL
    WHEN 'training_claim' THEN organiser IS NOT NULL AND class_id IS NOT NULL AND coalesce(name, place, penggerak, consent_on, consent_notice, sex, birth_date, business_name, business_sector, mentor, licence, licence_number, issued_on, channel, channel_name, period, revenue, expenses, workers, attendance, track, skill, status, capacity, cost, lender, application_id, product, event, amount, tenor_months, rate_bp, target_source, target_job, target_item, ruling, operator_name, reason) IS NULL
    WHEN 'correction' THEN reason IS NOT NULL AND coalesce(consent_on, consent_notice, sex, birth_date, mentor, licence, licence_number, issued_on, channel, channel_name, period, revenue, expenses, workers, organiser, class_id, attendance, track, skill, status, capacity, cost, lender, application_id, product, event, amount, tenor_months, rate_bp, target_source, target_job, target_item, ruling, operator_name) IS NULL
    WHEN 'revocation' THEN target_source IS NOT NULL AND target_job IS NOT NULL AND target_item IS NOT NULL AND reason IS NOT NULL AND coalesce(name, place, penggerak, consent_on, consent_notice, sex, birth_date, business_name, business_sector, mentor, licence, licence_number, issued_on, channel, channel_name, period, revenue, expenses, workers, organiser, class_id, attendance, track, skill, status, capacity, cost, lender, application_id, product, event, amount, tenor_months, rate_bp, ruling, operator_name) IS NULL
    WHEN 'header' THEN place IS NOT NULL AND organiser IS NOT NULL AND class_id IS NOT NULL AND track IS NOT NULL AND skill IS NOT NULL AND status IS NOT NULL AND capacity IS NOT NULL AND coalesce(name, penggerak, consent_on, consent_notice, sex, birth_date, business_name, business_sector, mentor, licence, licence_number, issued_on, channel, channel_name, period, revenue, expenses, workers, attendance, lender, application_id, product, event, amount, tenor_months, rate_bp, target_source, target_job, target_item, ruling, operator_name, reason) IS NULL
    WHEN 'attendance' THEN organiser IS NOT NULL AND class_id IS NOT NULL AND attendance IS NOT NULL AND coalesce(name, place, penggerak, consent_on, consent_notice, sex, birth_date, business_name, business_sector, mentor, licence, licence_number, issued_on, channel, channel_name, period, revenue, expenses, workers, track, skill, status, capacity, cost, lender, application_id, product, event, amount, tenor_months, rate_bp, target_source, target_job, target_item, ruling, operator_name, reason) IS NULL
    WHEN 'funding' THEN lender IS NOT NULL AND application_id IS NOT NULL AND product IS NOT NULL AND event IS NOT NULL AND coalesce(name, place, penggerak, consent_on, consent_notice, sex, birth_date, business_name, business_sector, mentor, licence, licence_number, issued_on, channel, channel_name, period, revenue, expenses, workers, organiser, class_id, attendance, track, skill, status, capacity, cost, target_source, target_job, target_item, ruling, operator_name) IS NULL
    WHEN 'decide' THEN target_source IS NOT NULL AND target_job IS NOT NULL AND target_item IS NOT NULL AND ruling IS NOT NULL AND operator_name IS NOT NULL AND reason IS NOT NULL AND ruling IN ('same_person', 'not_the_same') AND coalesce(name, place, penggerak, consent_on, consent_notice, sex, birth_date, business_name, business_sector, mentor, licence, licence_number, issued_on, channel, channel_name, period, revenue, expenses, workers, organiser, class_id, attendance, track, skill, status, capacity, cost, lender, application_id, product, event, amount, tenor_months, rate_bp) IS NULL
    WHEN 'override' THEN target_source IS NOT NULL AND target_job IS NOT NULL AND target_item IS NOT NULL AND ruling IS NOT NULL AND operator_name IS NOT NULL AND reason IS NOT NULL AND ruling IN ('counts', 'stands') AND coalesce(name, place, penggerak, consent_on, consent_notice, sex, birth_date, business_name, business_sector, mentor, licence, licence_number, issued_on, channel, channel_name, period, revenue, expenses, workers, organiser, class_id, attendance, track, skill, status, capacity, cost, lender, application_id, product, event, amount, tenor_months, rate_bp) IS NULL
    ELSE 0 END)
) STRICT;
INSERT INTO fact VALUES(16384,2,-1,NULL,'header',NULL,17691,NULL,317103,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,1,'KP-021-14',NULL,'komunitas','soft','held',50,17250000,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL);
INSERT INTO fact VALUES(16385,2,0,'1','attendance',3171034506900001,17691,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,1,'KP-021-14','attended',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL);
INSERT INTO fact VALUES(24577,3,0,'1','registration',3171034506900001,17689,'Contoh Satu',3171031001,1,17689,'okoce-2018',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL);
CREATE TABLE header_session (
  fact INTEGER NOT NULL REFERENCES fact (id),
  number INTEGER NOT NULL CHECK (number >= 0),
  date INTEGER NOT NULL CHECK (date BETWEEN -719162 AND 2932896),
  hours INTEGER NOT NULL CHECK (hours BETWEEN 1 AND 24),
  PRIMARY KEY (fact, number)
) STRICT, WITHOUT ROWID;
INSERT INTO header_session VALUES(16384,0,17691,6);
CREATE TABLE header_speaker (
  fact INTEGER NOT NULL REFERENCES fact (id),
  number INTEGER NOT NULL CHECK (number >= 0),
  speaker_id TEXT NOT NULL CHECK ((length(speaker_id) BETWEEN 1 AND 64 AND speaker_id NOT GLOB '*[^A-Za-z0-9._-]*')),
  name TEXT NOT NULL,
  PRIMARY KEY (fact, number)
) STRICT, WITHOUT ROWID;
INSERT INTO header_speaker VALUES(16384,0,'s1','Contoh Pembicara');
CREATE TABLE verdict (
  fact INTEGER PRIMARY KEY REFERENCES fact (id),
  verdict TEXT NOT NULL CHECK ((verdict = 'applied' OR verdict = 'confirmed' OR verdict = 'held' OR verdict = 'contradicted' OR verdict = 'denied' OR verdict = 'superseded' OR verdict = 'revoked')),
  -- Codes with a space between; NULL for none.
  remarks TEXT CHECK (remarks GLOB 'R[0-9][0-9][0-9]*'),
  -- What a held or contradicted fact waits for.
  waits_for TEXT,
  stage INTEGER CHECK (stage BETWEEN 1 AND 7),
  organisation INTEGER REFERENCES source (id),
  -- A class, an application or a job of that organisation's.
  local_id TEXT CHECK ((length(local_id) BETWEEN 1 AND 64 AND local_id NOT GLOB '*[^A-Za-z0-9._-]*')),
  item_id TEXT CHECK ((length(item_id) BETWEEN 1 AND 64 AND item_id NOT GLOB '*[^A-Za-z0-9._-]*')),
  event TEXT CHECK ((event = 'submitted' OR event = 'assessed' OR event = 'approved' OR event = 'disbursed' OR event = 'repayment' OR event = 'approval_undone' OR event = 'disbursal_undone' OR event = 'rejected' OR event = 'withdrawn' OR event = 'repaid' OR event = 'written_off')),
  CHECK ((waits_for IS NOT NULL) = (verdict IN ('held', 'contradicted'))),
  CHECK ((stage IS NOT NULL) = (waits_for IS 'step')),
  CHECK ((event IS NOT NULL) = (waits_for IS 'event')),
  CHECK ((item_id IS NOT NULL) = (waits_for IS 'fact')),
  CHECK (CASE
    WHEN waits_for IS NULL OR (waits_for = 'registration' OR waits_for = 'step' OR waits_for = 'decision')
      THEN organisation IS NULL AND local_id IS NULL
    WHEN waits_for = 'revoke' THEN organisation IS NOT NULL AND local_id IS NULL
    WHEN (waits_for = 'class_header' OR waits_for = 'class_held' OR waits_for = 'attendance' OR waits_for = 'disbursal' OR waits_for = 'event' OR waits_for = 'fact')
      THEN organisation IS NOT NULL AND local_id IS NOT NULL
    ELSE 0 END)
) STRICT;
INSERT INTO verdict VALUES(16384,'applied',NULL,NULL,NULL,NULL,NULL,NULL,NULL);
INSERT INTO verdict VALUES(16385,'applied',NULL,NULL,NULL,NULL,NULL,NULL,NULL);
INSERT INTO verdict VALUES(24577,'applied',NULL,NULL,NULL,NULL,NULL,NULL,NULL);
CREATE TABLE verdict_change (
  id INTEGER PRIMARY KEY,
  fact INTEGER NOT NULL REFERENCES fact (id),
  was TEXT NOT NULL CHECK ((was = 'applied' OR was = 'confirmed' OR was = 'held' OR was = 'contradicted' OR was = 'denied' OR was = 'superseded' OR was = 'revoked')),
  became TEXT NOT NULL CHECK ((became = 'applied' OR became = 'confirmed' OR became = 'held' OR became = 'contradicted' OR became = 'denied' OR became = 'superseded' OR became = 'revoked')),
  -- What it waited for, in words.
  was_waiting_for TEXT,
  waits_for TEXT,
  -- A job of the batch that changed it: one that touched the same person, class or
  -- application where there is one, else the batch's last.
  because_of INTEGER NOT NULL REFERENCES attempt (id),
  CHECK ((was_waiting_for IS NOT NULL) = (was IN ('held', 'contradicted'))),
  CHECK ((waits_for IS NOT NULL) = (became IN ('held', 'contradicted')))
) STRICT;
INSERT INTO verdict_change VALUES(1,16385,'held','applied','P1',NULL,3);
CREATE TABLE judged_under (
  only INTEGER PRIMARY KEY CHECK (only = 1),
  rules TEXT NOT NULL
) STRICT;
INSERT INTO judged_under VALUES(1,replace('folds 1\nasymmetric from 2020-01-01\nBANKDKI lender P7 all ..\nBRI lender P7 all ..\nDINSOS skpd P1,P2,P3,P4,P5,P6 all ..\nDISPARBUD skpd P1,P2,P3,P4,P5,P6 all ..\nDKPKP skpd P1,P2,P3,P4,P5,P6 all ..\nDKUMKMP skpd P1,P2,P3,P4,P5,P6 all ..\nDNAKERTRANS skpd P1,P2,P3,P4,P5,P6 all ..\nDPMPTSP dpmptsp P4 all ..\nDPPAPP skpd P1,P2,P3,P4,P5,P6 all ..\nDPPE skpd P1,P2,P3,P4,P5,P6 all ..\nFINTEK-01 lender P7 all 2018-01-01..\nKP-001 penggerak P1,P2,P3,P5,P6 all ..\nKP-002 penggerak P1,P2,P3,P5,P6 all ..\nKP-003 penggerak P1,P2,P3,P5,P6 31.01,31.72 ..\nKP-004 penggerak P1,P2,P3,P5,P6 31.74 ..\nKP-005 penggerak P1,P2,P3,P5,P6 all ..\nKP-006 penggerak P1,P2,P3,P5,P6 all ..\nKP-007 penggerak P1,P2,P3,P5,P6 all 2018-02-01..\nKP-021 penggerak P1,P2,P3,P5,P6 all ..\nOPERATOR operator P1,P2,P3,P4,P5,P6 all ..\nPORTAL portal P1 all ..\nBANKDKI MONAS_25 25000000  ..\nBANKDKI MONAS_500 500000000  ..\nBANKDKI MONAS_75 75000000  ..\nBANKDKI MONAS_PEMULA 10000000 P1,P2,P3,P4,P5,P6 ..\nBRI KUR 500000000  2018-01-01..2022-12-31\nBRI KUR_KECIL 500000000  2023-01-01..\nBRI KUR_MIKRO 100000000  2023-01-01..\nBRI KUR_SUPER_MIKRO 10000000  2023-01-01..\nFINTEK-01 PINDAR 2000000000  ..\nFINTEK-01 PINDAR_PRODUKTIF 5000000000  2024-12-27..','\n',char(10)));
CREATE TABLE member (
  nik INTEGER PRIMARY KEY CHECK ((nik BETWEEN 1 AND 9999999999999999 AND nik % 10000 <> 0)),
  registration INTEGER REFERENCES fact (id),
  from_day INTEGER CHECK (from_day BETWEEN -719162 AND 2932896),
  name TEXT,
  place INTEGER CHECK ((place BETWEEN 100000 AND 999999 OR place BETWEEN 1000000000 AND 9999999999)),
  penggerak INTEGER REFERENCES source (id),
  business_name TEXT, business_sector TEXT,
  -- Whether there are rows in member_details, member_span or member_workers.
  has_more INTEGER NOT NULL CHECK (has_more IN (0, 1)),
  -- Reach days of P1 to P6, the facts that reached them, and whose facts these are.
  p1_on INTEGER CHECK (p1_on BETWEEN -719162 AND 2932896), p1_by INTEGER REFERENCES fact (id), p1_source INTEGER REFERENCES source (id),
  p2_on INTEGER CHECK (p2_on BETWEEN -719162 AND 2932896), p2_by INTEGER REFERENCES fact (id), p2_source INTEGER REFERENCES source (id),
  p3_on INTEGER CHECK (p3_on BETWEEN -719162 AND 2932896), p3_by INTEGER REFERENCES fact (id), p3_source INTEGER REFERENCES source (id),
  p4_on INTEGER CHECK (p4_on BETWEEN -719162 AND 2932896), p4_by INTEGER REFERENCES fact (id), p4_source INTEGER REFERENCES source (id),
  p5_on INTEGER CHECK (p5_on BETWEEN -719162 AND 2932896), p5_by INTEGER REFERENCES fact (id), p5_source INTEGER REFERENCES source (id),
  p6_on INTEGER CHECK (p6_on BETWEEN -719162 AND 2932896), p6_by INTEGER REFERENCES fact (id), p6_source INTEGER REFERENCES source (id),
  CHECK ((name IS NULL) = (from_day IS NULL)),
  CHECK ((name IS NULL) = (place IS NULL)),
  CHECK ((name IS NULL) = (penggerak IS NULL)),
  CHECK ((business_name IS NULL) = (business_sector IS NULL)),
  CHECK ((p1_on IS NULL) = (p1_by IS NULL)),
  CHECK ((p2_on IS NULL) = (p2_by IS NULL)),
  CHECK ((p3_on IS NULL) = (p3_by IS NULL)),
  CHECK ((p4_on IS NULL) = (p4_by IS NULL)),
  CHECK ((p5_on IS NULL) = (p5_by IS NULL)),
  CHECK ((p6_on IS NULL) = (p6_by IS NULL)),
  CHECK ((p1_on IS NULL) = (p1_source IS NULL)),
  CHECK ((p2_on IS NULL) = (p2_source IS NULL)),
  CHECK ((p3_on IS NULL) = (p3_source IS NULL)),
  CHECK ((p4_on IS NULL) = (p4_source IS NULL)),
  CHECK ((p5_on IS NULL) = (p5_source IS NULL)),
  CHECK ((p6_on IS NULL) = (p6_source IS NULL))
) STRICT;
INSERT INTO member VALUES(3171034506900001,24577,17689,'Contoh Satu',3171031001,1,NULL,NULL,0,17689,24577,2,17691,16385,1,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL);
CREATE TABLE member_details (
  nik INTEGER NOT NULL REFERENCES member (nik),
  number INTEGER NOT NULL CHECK (number >= 1),
  from_day INTEGER CHECK (from_day BETWEEN -719162 AND 2932896),
  name TEXT,
  place INTEGER CHECK ((place BETWEEN 100000 AND 999999 OR place BETWEEN 1000000000 AND 9999999999)),
  penggerak INTEGER REFERENCES source (id),
  business_name TEXT, business_sector TEXT,
  PRIMARY KEY (nik, number),
  CHECK (coalesce(from_day, name, place, penggerak) IS NOT NULL),
  CHECK ((business_name IS NULL) = (business_sector IS NULL))
) STRICT, WITHOUT ROWID;
CREATE TABLE member_span (
  nik INTEGER NOT NULL REFERENCES member (nik),
  stage INTEGER NOT NULL CHECK (stage BETWEEN 1 AND 7),
  number INTEGER NOT NULL CHECK (number >= 0),
  from_day INTEGER NOT NULL CHECK (from_day BETWEEN -719162 AND 2932896),
  -- The first day on which it no longer holds.
  until_day INTEGER CHECK (until_day >= from_day),
  by_fact INTEGER NOT NULL REFERENCES fact (id),
  PRIMARY KEY (nik, stage, number)
) STRICT, WITHOUT ROWID;
CREATE TABLE member_workers (
  nik INTEGER NOT NULL REFERENCES member (nik),
  number INTEGER NOT NULL CHECK (number >= 0),
  from_day INTEGER NOT NULL CHECK (from_day BETWEEN -719162 AND 2932896),
  people INTEGER NOT NULL CHECK (people >= 0),
  PRIMARY KEY (nik, number)
) STRICT, WITHOUT ROWID;
CREATE TABLE class (
  id INTEGER PRIMARY KEY,
  organiser INTEGER NOT NULL REFERENCES source (id),
  class_id TEXT NOT NULL CHECK ((length(class_id) BETWEEN 1 AND 64 AND class_id NOT GLOB '*[^A-Za-z0-9._-]*')),
  header INTEGER REFERENCES fact (id),
  UNIQUE (organiser, class_id)
) STRICT;
INSERT INTO class VALUES(1,1,'KP-021-14',16384);
CREATE TABLE attendance (
  nik INTEGER NOT NULL CHECK ((nik BETWEEN 1 AND 9999999999999999 AND nik % 10000 <> 0)),
  class INTEGER NOT NULL REFERENCES class (id),
  attendance TEXT NOT NULL CHECK ((attendance = 'invited' OR attendance = 'registered' OR attendance = 'attended' OR attendance = 'absent' OR attendance = 'withdrew')),
  by_fact INTEGER NOT NULL REFERENCES fact (id),
  PRIMARY KEY (nik, class)
) STRICT, WITHOUT ROWID;
INSERT INTO attendance VALUES(3171034506900001,1,'attended',16385);
CREATE TABLE application (
  lender INTEGER NOT NULL REFERENCES source (id),
  application_id TEXT NOT NULL CHECK ((length(application_id) BETWEEN 1 AND 64 AND application_id NOT GLOB '*[^A-Za-z0-9._-]*')),
  nik INTEGER NOT NULL CHECK ((nik BETWEEN 1 AND 9999999999999999 AND nik % 10000 <> 0)),
  product TEXT NOT NULL CHECK ((length(product) BETWEEN 1 AND 64 AND product NOT GLOB '*[^A-Za-z0-9._-]*')),
  phase TEXT NOT NULL CHECK ((phase = 'submitted' OR phase = 'assessed' OR phase = 'approved' OR phase = 'disbursed' OR phase = 'repaid' OR phase = 'written_off' OR phase = 'rejected' OR phase = 'withdrawn')),
  requested INTEGER CHECK (requested >= 0),
  approved INTEGER CHECK (approved >= 0),
  tenor_months INTEGER, rate_bp INTEGER,
  repaid INTEGER NOT NULL CHECK (repaid >= 0),
  submitted_on INTEGER, assessed_on INTEGER, approved_on INTEGER, disbursed_on INTEGER, repaid_on INTEGER, written_off_on INTEGER, rejected_on INTEGER, withdrawn_on INTEGER,
  PRIMARY KEY (lender, application_id)
) STRICT, WITHOUT ROWID;
CREATE TABLE application_disbursal (
  lender INTEGER NOT NULL,
  application_id TEXT NOT NULL,
  number INTEGER NOT NULL CHECK (number >= 0),
  fact INTEGER NOT NULL REFERENCES fact (id),
  on_day INTEGER NOT NULL CHECK (on_day BETWEEN -719162 AND 2932896),
  amount INTEGER NOT NULL CHECK (amount >= 0),
  undone_on INTEGER CHECK (undone_on BETWEEN -719162 AND 2932896),
  PRIMARY KEY (lender, application_id, number),
  FOREIGN KEY (lender, application_id) REFERENCES application (lender, application_id)
) STRICT, WITHOUT ROWID;
CREATE TABLE counter (
  only INTEGER PRIMARY KEY CHECK (only = 1),
  next_notice INTEGER NOT NULL CHECK (next_notice >= 1)
) STRICT;
INSERT INTO counter VALUES(1,6);
CREATE TABLE notice (
  seq INTEGER PRIMARY KEY CHECK (seq >= 1),
  kind TEXT NOT NULL CHECK (kind IN ('job', 'set_aside', 'verdict', 'overdue')),
  attempt INTEGER NOT NULL REFERENCES attempt (id),
  change INTEGER REFERENCES verdict_change (id),
  CHECK ((change IS NOT NULL) = (kind = 'verdict'))
) STRICT;
INSERT INTO notice VALUES(1,'job',1,NULL);
INSERT INTO notice VALUES(2,'job',2,NULL);
INSERT INTO notice VALUES(3,'overdue',2,NULL);
INSERT INTO notice VALUES(4,'job',3,NULL);
INSERT INTO notice VALUES(5,'verdict',3,1);
CREATE TABLE overdue (
  fact INTEGER PRIMARY KEY REFERENCES fact (id),
  notice INTEGER NOT NULL REFERENCES notice (seq),
  announced_at INTEGER NOT NULL
) STRICT;
INSERT INTO overdue VALUES(16385,3,1795400301190436436);
CREATE TABLE sent (
  id INTEGER PRIMARY KEY,
  boot_id TEXT NOT NULL,
  uptime_s INTEGER NOT NULL,
  up_to INTEGER NOT NULL CHECK (up_to >= 0)
) STRICT;
INSERT INTO sent VALUES(1,'775f2844c8b04ac08ebdc6270272ffb8',22392,0);
INSERT INTO sent VALUES(2,'775f2844c8b04ac08ebdc6270272ffb8',22992,2);
INSERT INTO sent VALUES(3,'775f2844c8b04ac08ebdc6270272ffb8',22993,5);
CREATE UNIQUE INDEX job_by_id ON attempt (source, job_id) WHERE recorded = 1;
CREATE INDEX attempt_by_id ON attempt (source, job_id) WHERE recorded = 0;
CREATE INDEX attempt_by_file ON attempt (ctime_ns, inode) WHERE ctime_ns IS NOT NULL;
CREATE UNIQUE INDEX attempt_by_resumed ON attempt (resumes) WHERE resumes IS NOT NULL;
CREATE INDEX attempt_by_bytes ON attempt (sha256)
  WHERE recorded = 0 AND document IS NOT NULL;
CREATE INDEX deferred_by_time ON deferred (until, attempt);
CREATE INDEX fact_by_item ON fact (job, item_id) WHERE item_id IS NOT NULL;
CREATE INDEX fact_by_nik ON fact (nik) WHERE nik IS NOT NULL;
CREATE INDEX fact_by_class ON fact (organiser, class_id, kind, nik)
  WHERE class_id IS NOT NULL;
CREATE INDEX fact_by_application ON fact (lender, application_id)
  WHERE application_id IS NOT NULL;
CREATE INDEX fact_by_target ON fact (target_source, target_job, target_item)
  WHERE target_job IS NOT NULL;
CREATE INDEX verdict_waiting ON verdict (verdict, fact) WHERE waits_for IS NOT NULL;
CREATE INDEX verdict_change_by_fact ON verdict_change (fact);
CREATE VIEW recorded_fact AS
SELECT fact.id, attempt.source, attempt.job_id, attempt.submitted_at, fact.position,
  fact.item_id, fact.kind, fact.nik, fact.occurred_on,
  verdict.verdict, verdict.remarks, verdict.waits_for, verdict.stage,
  verdict.organisation, verdict.local_id, verdict.item_id AS waits_item,
  verdict.event AS waits_event,
  fact.name, fact.place, fact.penggerak, fact.consent_on, fact.consent_notice, fact.sex, fact.birth_date, fact.business_name, fact.business_sector, fact.mentor, fact.licence, fact.licence_number, fact.issued_on, fact.channel, fact.channel_name, fact.period, fact.revenue, fact.expenses, fact.workers, fact.organiser, fact.class_id, fact.attendance, fact.track, fact.skill, fact.status, fact.capacity, fact.cost, fact.lender, fact.application_id, fact.product, fact.event, fact.amount, fact.tenor_months, fact.rate_bp, fact.target_source, fact.target_job, fact.target_item, fact.ruling, fact.operator_name, fact.reason,
  fact.job
FROM fact JOIN attempt ON attempt.id = fact.job LEFT JOIN verdict ON verdict.fact = fact.id;
CREATE INDEX overdue_by_notice ON overdue (notice);
CREATE VIEW held_untold AS
SELECT verdict.fact, verdict.fact / 8192 AS job,
  coalesce(
    (SELECT cause.recorded_at
     FROM verdict_change JOIN attempt AS cause ON cause.id = verdict_change.because_of
     WHERE verdict_change.fact = verdict.fact
       AND verdict_change.became = 'held' AND verdict_change.was <> 'held'
     ORDER BY verdict_change.id DESC LIMIT 1),
    attempt.recorded_at) AS since
FROM verdict JOIN attempt ON attempt.id = verdict.fact / 8192
WHERE verdict.verdict = 'held' AND verdict.waits_for IS NOT NULL
  AND NOT EXISTS (SELECT 1 FROM overdue WHERE overdue.fact = verdict.fact);
CREATE TRIGGER attempt_stays BEFORE DELETE ON attempt
BEGIN SELECT RAISE(ABORT, 'attempt is append-only'); END;
CREATE TRIGGER item_is_kept BEFORE UPDATE ON item
BEGIN SELECT RAISE(ABORT, 'item is append-only'); END;
CREATE TRIGGER item_stays BEFORE DELETE ON item
BEGIN SELECT RAISE(ABORT, 'item is append-only'); END;
CREATE TRIGGER complaint_is_kept BEFORE UPDATE ON complaint
BEGIN SELECT RAISE(ABORT, 'complaint is append-only'); END;
CREATE TRIGGER complaint_stays BEFORE DELETE ON complaint
BEGIN SELECT RAISE(ABORT, 'complaint is append-only'); END;
CREATE TRIGGER unaffiliated_is_kept BEFORE UPDATE ON unaffiliated
BEGIN SELECT RAISE(ABORT, 'unaffiliated is append-only'); END;
CREATE TRIGGER unaffiliated_stays BEFORE DELETE ON unaffiliated
BEGIN SELECT RAISE(ABORT, 'unaffiliated is append-only'); END;
CREATE TRIGGER fact_is_kept BEFORE UPDATE ON fact
BEGIN SELECT RAISE(ABORT, 'fact is append-only'); END;
CREATE TRIGGER fact_stays BEFORE DELETE ON fact
BEGIN SELECT RAISE(ABORT, 'fact is append-only'); END;
CREATE TRIGGER header_session_is_kept BEFORE UPDATE ON header_session
BEGIN SELECT RAISE(ABORT, 'header_session is append-only'); END;
CREATE TRIGGER header_session_stays BEFORE DELETE ON header_session
BEGIN SELECT RAISE(ABORT, 'header_session is append-only'); END;
CREATE TRIGGER header_speaker_is_kept BEFORE UPDATE ON header_speaker
BEGIN SELECT RAISE(ABORT, 'header_speaker is append-only'); END;
CREATE TRIGGER header_speaker_stays BEFORE DELETE ON header_speaker
BEGIN SELECT RAISE(ABORT, 'header_speaker is append-only'); END;
CREATE TRIGGER verdict_change_is_kept BEFORE UPDATE ON verdict_change
BEGIN SELECT RAISE(ABORT, 'verdict_change is append-only'); END;
CREATE TRIGGER verdict_change_stays BEFORE DELETE ON verdict_change
BEGIN SELECT RAISE(ABORT, 'verdict_change is append-only'); END;
CREATE TRIGGER overdue_is_kept BEFORE UPDATE ON overdue
BEGIN SELECT RAISE(ABORT, 'overdue is append-only'); END;
CREATE TRIGGER overdue_stays BEFORE DELETE ON overdue
BEGIN SELECT RAISE(ABORT, 'overdue is append-only'); END;
CREATE TRIGGER document_is_kept BEFORE UPDATE ON document
WHEN NEW.bytes IS NOT NULL OR NEW.id <> OLD.id
BEGIN SELECT RAISE(ABORT, 'a document may be forgotten, not changed'); END;
CREATE TRIGGER document_stays BEFORE DELETE ON document
BEGIN SELECT RAISE(ABORT, 'a document may be forgotten, not removed'); END;
CREATE TRIGGER notice_is_kept BEFORE UPDATE ON notice
BEGIN SELECT RAISE(ABORT, 'notice is append-only'); END;
CREATE TRIGGER attempt_is_kept BEFORE UPDATE ON attempt
BEGIN SELECT RAISE(ABORT, 'attempt is append-only'); END;
COMMIT;
PRAGMA application_id = 1330335555;
PRAGMA journal_mode = WAL;
