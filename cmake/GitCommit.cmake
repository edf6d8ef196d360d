# The commit that is built, "-dirty" when tracked files differ from it; "unknown" outside a repository.
function(steppe_git_commit result)
    set(commit "unknown")
    find_package(Git QUIET)
    if(GIT_FOUND)
        execute_process(COMMAND ${GIT_EXECUTABLE} describe --always --dirty --abbrev=12
            WORKING_DIRECTORY ${PROJECT_SOURCE_DIR} OUTPUT_VARIABLE described RESULT_VARIABLE failed
            OUTPUT_STRIP_TRAILING_WHITESPACE ERROR_QUIET)
        if(NOT failed)
            set(commit "${described}")
        endif()
        # A commit or checkout appends to this log, which makes CMake configure again.
        if(EXISTS ${PROJECT_SOURCE_DIR}/.git/logs/HEAD)
            set_property(DIRECTORY ${PROJECT_SOURCE_DIR} APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS
                ${PROJECT_SOURCE_DIR}/.git/logs/HEAD)
        endif()
    endif()
    set(${result} "${commit}" PARENT_SCOPE)
endfunction()
