# steppe::hdf5_high_level: HDF5 with its dimension scales (H5DS), which `pkg-config hdf5-serial` leaves out.
# Debian keeps the serial library in a folder of its own, or names it hdf5_serial_hl; elsewhere it is hdf5_hl.
#
# STEPPE_STATIC_HDF5 links what is needed of it into the engine, for a package that is to run where Debian's libraries are not. As a shared
# library Debian's HDF5 brings its remote drivers, and with them 30 libraries for the network that steppe never uses.
option(STEPPE_STATIC_HDF5 "Link HDF5 and what it compresses with into the engine" OFF)
set(places HINTS ${hdf5_LIBRARY_DIRS} ${hdf5_LIBDIR} NO_DEFAULT_PATH)
if(STEPPE_STATIC_HDF5)
    find_library(STEPPE_STATIC_HDF5_HIGH_LEVEL NAMES libhdf5_hl.a ${places} REQUIRED)
    find_library(STEPPE_STATIC_HDF5_LIBRARY NAMES libhdf5.a ${places} REQUIRED)
    find_library(STEPPE_STATIC_SZIP NAMES libsz.a REQUIRED)
    find_library(STEPPE_STATIC_AEC NAMES libaec.a REQUIRED)
    find_library(STEPPE_STATIC_ZLIB NAMES libz.a REQUIRED)
    add_library(steppe::hdf5_high_level INTERFACE IMPORTED GLOBAL)
    target_include_directories(steppe::hdf5_high_level SYSTEM INTERFACE ${hdf5_INCLUDE_DIRS})
    target_link_libraries(steppe::hdf5_high_level INTERFACE
        ${STEPPE_STATIC_HDF5_HIGH_LEVEL} ${STEPPE_STATIC_HDF5_LIBRARY} ${STEPPE_STATIC_SZIP} ${STEPPE_STATIC_AEC} ${STEPPE_STATIC_ZLIB}
        ${CMAKE_DL_LIBS} m)
    return()
endif()
find_library(STEPPE_HDF5_HIGH_LEVEL NAMES hdf5_hl ${places})
find_library(STEPPE_HDF5_HIGH_LEVEL NAMES hdf5_serial_hl hdf5_hl REQUIRED)
mark_as_advanced(STEPPE_HDF5_HIGH_LEVEL)

add_library(steppe::hdf5_high_level UNKNOWN IMPORTED GLOBAL)
set_target_properties(steppe::hdf5_high_level PROPERTIES IMPORTED_LOCATION ${STEPPE_HDF5_HIGH_LEVEL})
target_link_libraries(steppe::hdf5_high_level INTERFACE PkgConfig::hdf5)
