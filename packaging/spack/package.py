# Package of Spack: the engine. tests/cli/test_packaging.py keeps it current.
from spack.package import *


class Steppe(CMakePackage):
    """Parallel agent-based simulation of states that hedge between powers"""

    license("MIT")
    version("0.1.0")

    depends_on("cxx", type="build")
    depends_on("cmake@3.25:", type="build")
    depends_on("pkgconfig", type="build")
    depends_on("eigen@3.4:")
    depends_on("intel-oneapi-tbb@2021:")
    depends_on("boost@1.74:+program_options")
    depends_on("fmt@9:")
    depends_on("nlohmann-json@3.11:")
    depends_on("libdeflate")
    depends_on("xxhash")
    depends_on("tomlplusplus")
    depends_on("hdf5+hl~mpi")

    def cmake_args(self):
        """No tests and benchmarks; libraries are found where Spack has them."""
        return ["-DSTEPPE_TESTS=OFF", "-DSTEPPE_BENCH=OFF"]
