alter table raw.gate_passes rename to gatepasses;
update raw.rates set year = 2026;
