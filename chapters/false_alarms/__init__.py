"""False alarms of the guard: one person asks to let words through, another confirms."""
