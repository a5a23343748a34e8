/* Between the files of this target only. */
#pragma once

/* Writes the text that clinux_install_crash_report or clinux_install_deadline_report was given for a deadline. */
void clinux_report_deadline(void);
