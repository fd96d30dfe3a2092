# Writes OUTPUT, a C++ file that holds style.css and page.js of DIRECTORY (see pipeline/report_assets.h), each with its
# SHA-256 in Base64.

# Hexadecimal digits as Base64: three digits are two characters.
function(to_base64 hex output)
  set(alphabet "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/")
  string(LENGTH "${hex}" length)
  math(EXPR padding "(6 - ${length} % 6) % 6")  # digits that are missing for three whole bytes
  string(REPEAT "0" ${padding} zeros)
  string(APPEND hex ${zeros})
  string(REGEX MATCHALL "..." groups "${hex}")
  set(base64 "")
  foreach(group IN LISTS groups)
    math(EXPR high "0x${group} >> 6")
    math(EXPR low "0x${group} & 63")
    string(SUBSTRING "${alphabet}" ${high} 1 first)
    string(SUBSTRING "${alphabet}" ${low} 1 second)
    string(APPEND base64 ${first}${second})
  endforeach()
  math(EXPR marks "${padding} / 2")
  string(LENGTH "${base64}" length)
  math(EXPR kept "${length} - ${marks}")
  string(SUBSTRING "${base64}" 0 ${kept} base64)
  string(REPEAT "=" ${marks} equals)
  set(${output} "${base64}${equals}" PARENT_SCOPE)
endfunction()

function(add_asset name file)
  file(READ ${DIRECTORY}/${file} hex HEX)
  file(SHA256 ${DIRECTORY}/${file} digest)
  file(SIZE ${DIRECTORY}/${file} size)
  to_base64(${digest} digest)
  string(REGEX REPLACE "(..)" "\\\\x\\1" bytes "${hex}")
  string(REPEAT "." 128 line)  # 32 bytes a line; the compiler joins the pieces
  string(REGEX REPLACE "(${line})" "\\1\"\n       \"" literal "${bytes}")
  set(text "${text}const ReportAsset& ${name}() {\n  static const ReportAsset kAsset = {\n      {\"${literal}\", ${size}}, \"${digest}\"};\n  return kAsset;\n}\n\n" PARENT_SCOPE)
endfunction()

set(text "#include \"pipeline/report_assets.h\"\n\nnamespace lockstep {\n\n")
add_asset(ReportStyle style.css)
add_asset(ReportScript page.js)
file(WRITE ${OUTPUT} "${text}}  // namespace lockstep\n")
