// What can be measured. Each prints its samples on standard output, one JSON object a line.
#ifndef CNIBENCH_SCENARIOS_H
#define CNIBENCH_SCENARIOS_H

#include "plugin.h"

// ADD, then DEL, of one pod after the other, the contestants in turn.
void measure_turns(const struct contestant *contestants, int count, int rounds);

// A verb that concerns no pod, the contestants in turn.
void measure_verb(const struct contestant *contestants, int count, int rounds, const char *verb);

// `size` ADDs and then `size` DELs, BURST_WIDTH at a time, the contestants in turn.
#define BURST_WIDTH 8
void measure_bursts(const struct contestant *contestants, int count, int rounds, int size);

// From the end of an ADD to the reply to the first echo request from the host.
void measure_first_packets(const struct contestant *contestants, int count, int size);

#endif
