# Configures throwaway projects that include the layer table: an allowed dependency must configure, a forbidden one
# must stop with the table's own words. Run with -D LAYERS=layers.cmake -D SCRATCH=folder.

# try_layers(NAME body): configures a project of `body`; leaves its exit status in `status` and what it said, in
# one line, in `said`.
function(try_layers name body)
  file(REMOVE_RECURSE ${SCRATCH}/${name})
  file(WRITE ${SCRATCH}/${name}/CMakeLists.txt
    "cmake_minimum_required(VERSION 3.25)\nproject(probe LANGUAGES NONE)\ninclude(${LAYERS})\n${body}\n")
  execute_process(COMMAND ${CMAKE_COMMAND} -G ${GENERATOR} -S ${SCRATCH}/${name} -B ${SCRATCH}/${name}/build
    RESULT_VARIABLE result OUTPUT_VARIABLE output ERROR_VARIABLE errors)
  string(REGEX REPLACE "[ \n]+" " " said "${output} ${errors}")
  set(status ${result} PARENT_SCOPE)
  set(said "${said}" PARENT_SCOPE)
endfunction()

function(expect_allowed name body)
  try_layers(${name} "${body}")
  if(NOT status EQUAL 0)
    message(SEND_ERROR "${name}: the table allows this, yet the configuration stopped: ${said}")
  endif()
endfunction()

function(expect_refused name body sentence)
  try_layers(${name} "${body}")
  string(FIND "${said}" "${sentence}" at)
  if(status EQUAL 0)
    message(SEND_ERROR "${name}: the table forbids this, yet it configured")
  elseif(at EQUAL -1)
    message(SEND_ERROR "${name}: stopped without saying `${sentence}`: ${said}")
  endif()
endfunction()

set(base "redline_target(base INTERFACE)\n")
expect_allowed(floor "${base}redline_target(yaml INTERFACE PUBLIC redline::base)")
expect_allowed(private "${base}redline_target(loadgen_values INTERFACE PUBLIC redline::base)
redline_target(reports INTERFACE PUBLIC redline::base PRIVATE redline::loadgen_values)")
expect_refused(sibling "${base}redline_target(loadgen INTERFACE PUBLIC redline::base)
redline_target(tracer INTERFACE PUBLIC redline::base redline::loadgen)"
  "layer table: tracer may not use redline::loadgen; it may use [base] and [prometheus-cpp::core]")
expect_refused(upward "redline_target(base INTERFACE PUBLIC redline::reports)"
  "layer table: base may not use redline::reports")
expect_refused(private_too "${base}redline_target(alerting INTERFACE PRIVATE redline::tracer)"
  "layer table: alerting may not use redline::tracer")
expect_refused(library "${base}redline_target(loadgen INTERFACE PUBLIC yaml-cpp)"
  "layer table: loadgen may not use yaml-cpp")
expect_refused(no_row "redline_target(attic INTERFACE)" "layer table: attic has no row")
