// Prints the worst error of the shim's BLAS (see ts_blas_error); fails if it is too large or the shim does not load.
#include <dlfcn.h>
#include <stdio.h>

int main(int argc, char** argv) {
    void* shim = argc > 1 ? dlopen(argv[1], RTLD_NOW) : 0;
    if (!shim) { fprintf(stderr, "%s\n", dlerror()); return 2; }
    double (*error)(void) = (double (*)(void))dlsym(shim, "ts_blas_error");
    double worst = error();
    printf("%.2g\n", worst);
    return !(worst >= 0 && worst < 1e-5);
}
