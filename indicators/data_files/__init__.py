"""The files that staff bring and take: CSV and XLSX read strictly, written so that nothing runs."""
