# steppe::hdf5_high_level: HDF5 with its dimension scales (H5DS), which `pkg-config hdf5-serial` leaves out.
# Debian keeps the serial library in a folder of its own, or names it hdf5_serial_hl; elsewhere it is hdf5_hl.
find_library(STEPPE_HDF5_HIGH_LEVEL NAMES hdf5_hl HINTS ${hdf5_LIBRARY_DIRS} ${hdf5_LIBDIR} NO_DEFAULT_PATH)
find_library(STEPPE_HDF5_HIGH_LEVEL NAMES hdf5_serial_hl hdf5_hl REQUIRED)
mark_as_advanced(STEPPE_HDF5_HIGH_LEVEL)

add_library(steppe::hdf5_high_level UNKNOWN IMPORTED GLOBAL)
set_target_properties(steppe::hdf5_high_level PROPERTIES IMPORTED_LOCATION ${STEPPE_HDF5_HIGH_LEVEL})
target_link_libraries(steppe::hdf5_high_level INTERFACE PkgConfig::hdf5)
