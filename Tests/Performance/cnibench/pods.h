// Pods without containers: fresh network namespaces.
#ifndef CNIBENCH_PODS_H
#define CNIBENCH_PODS_H

struct pod {
    char netns[96];          // the file that holds the namespace, as a runtime passes it in CNI_NETNS
    char container[48];
    char host_interface[16]; // for cni_floor only: the other plugins choose by themselves
    char floor_address[16];  // for cni_floor only
};

// The folder where the namespace files go, on a file system of this mount namespace alone.
void pods_use_folder(const char *folder);

// Makes `count` pods, each with a namespace in which nothing but `lo` exists.
struct pod *pods_make(int count);

// How many links there are in this namespace.
int count_links(void);

// Removes the pods and waits until the kernel has torn their namespaces down: it does so in the
// background, with the lock that all network configuration needs, and would disturb what is measured next.
void pods_release(struct pod *pods, int count);

#endif
