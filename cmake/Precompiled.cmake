# Precompiled headers, in the presets that have tests: reading the standard library and GoogleTest anew for every file took
# a quarter of their building. The others do without, so that a missing #include of a room is found there.

# likeness_precompiled(<target> HEADER ... [LINK ...]) makes one; likeness_reuse_precompiled(<target> <from>) uses it.
function(likeness_precompiled target)
  cmake_parse_arguments(PRECOMPILED "" "HEADER" "LINK" ${ARGN})
  add_library(${target} OBJECT ${PROJECT_SOURCE_DIR}/cmake/precompiled/empty.cpp)
  target_link_libraries(${target} PRIVATE likeness_flags ${PRECOMPILED_LINK})
  target_precompile_headers(${target} PRIVATE ${PROJECT_SOURCE_DIR}/cmake/precompiled/${PRECOMPILED_HEADER})
endfunction()

if(LIKENESS_TESTS)
  likeness_precompiled(likeness_precompiled_rooms HEADER rooms.hpp)
  if(LIKENESS_SHARED) # The same for code that may lie anywhere.
    likeness_precompiled(likeness_precompiled_library HEADER rooms.hpp)
    set_target_properties(likeness_precompiled_library PROPERTIES POSITION_INDEPENDENT_CODE ON)
  endif()
  likeness_precompiled(likeness_precompiled_tests HEADER tests.hpp LINK GTest::gtest GTest::gmock)
endif()

function(likeness_reuse_precompiled target from)
  if(TARGET ${from})
    target_precompile_headers(${target} REUSE_FROM ${from})
  endif()
endfunction()
