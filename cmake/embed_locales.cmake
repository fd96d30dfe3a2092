# Writes OUTPUT, a C++ file that holds the text of every *.yml file of DIRECTORY (see locales/embedded_locales.h).
# The text goes through hexadecimal, byte for byte: as a CMake string it would be at the mercy of `;`, `[` and `\`.
file(GLOB files ${DIRECTORY}/*.yml)
list(SORT files)
set(rows "")
foreach(file IN LISTS files)
  get_filename_component(tag ${file} NAME_WLE)
  file(READ ${file} hex HEX)
  string(REGEX REPLACE "(..)" "\\\\x\\1" bytes "${hex}")
  # 32 bytes a line; the compiler joins the pieces.
  string(REPEAT "." 128 line)
  string(REGEX REPLACE "(${line})" "\\1\"\n     \"" literal "${bytes}")
  file(SIZE ${file} size)
  string(APPEND rows "    {\"${tag}\", {\"${literal}\", ${size}}},\n")
endforeach()
file(WRITE ${OUTPUT}.new
     "#include \"locales/embedded_locales.h\"\n\nnamespace lockstep {\n\nconst std::vector<EmbeddedLocale>& EmbeddedLocales() {\n"
     "  static const std::vector<EmbeddedLocale> kLocales = {\n${rows}  };\n  return kLocales;\n}\n\n}  // namespace lockstep\n")
file(COPY_FILE ${OUTPUT}.new ${OUTPUT})
file(REMOVE ${OUTPUT}.new)
