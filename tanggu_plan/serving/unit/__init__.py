"""The served unit: one program that holds port and database, with the processes that it starts."""
