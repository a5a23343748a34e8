enum DraftIPAMPlugin {}
