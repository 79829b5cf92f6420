"""Data files of staff: CSV and XLSX read strictly, written so that nothing runs."""
