"""Tables that staff take away: as CSV for spreadsheets and as JSON for programs, row by row."""
