// version_floor - the least that a CNI plugin can do: says which versions it speaks. What remains is the cost
// of a static process. Build: cc -O2 -static -o version_floor version_floor.c
#include <unistd.h>

static const char answer[] =
    "{\"cniVersion\":\"1.0.0\","
    "\"supportedVersions\":[\"0.1.0\",\"0.2.0\",\"0.3.0\",\"0.3.1\",\"0.4.0\",\"1.0.0\",\"1.1.0\"]}\n";

int main(void) {
    return write(1, answer, sizeof answer - 1) != sizeof answer - 1;
}
