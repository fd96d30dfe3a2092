#include "exchange/package_format.h"

#include "exchange/answers_builder.h"
#include "exchange/po_reader.h"
#include "exchange/po_writer.h"
#include "exchange/xliff1_writer.h"
#include "exchange/xliff2_writer.h"
#include "exchange/xliff_reader.h"
#include "exchange/xml_reader.h"

namespace lockstep {
namespace {

// XML begins with "<", PO never does; before it there may be a byte order mark and, in UTF-16, zeros.
bool IsXml(std::string_view bytes) {
  constexpr std::string_view kBefore("\xEF\xBB\xBF\xFE\xFF\0 \t\r\n", 10);
  const std::size_t begin = bytes.find_first_not_of(kBefore);
  return begin != std::string_view::npos && bytes[begin] == '<';
}

}  // namespace

const char* Name(PackageFormat format) {
  switch (format) {
    case PackageFormat::kXliff2: return "xliff2";
    case PackageFormat::kXliff1: return "xliff1";
    case PackageFormat::kPo: return "po";
  }
  return "";
}

const char* Extension(PackageFormat format) {
  return format == PackageFormat::kPo ? ".po" : ".xlf";
}

std::optional<PackageFormat> PackageFormatByName(std::string_view name) {
  for (const PackageFormat format : {PackageFormat::kXliff2, PackageFormat::kXliff1, PackageFormat::kPo}) {
    if (name == Name(format)) return format;
  }
  return std::nullopt;
}

std::string WritePackage(const WorkPackage& package, PackageFormat format) {
  switch (format) {
    case PackageFormat::kXliff2: return WriteXliff2(package);
    case PackageFormat::kXliff1: return WriteXliff1(package);
    case PackageFormat::kPo: return WritePo(package);
  }
  return {};
}

PackageAnswers ReadPackage(std::string_view bytes) {
  AnswersBuilder answers;
  try {
    if (IsXml(bytes)) {
      ReadXliff(bytes, answers);
    } else {
      ReadPo(bytes, answers);
    }
  } catch (const XmlError& error) {
    answers.Problem(error.where, "", error.what());
    answers.CutOff();
  }
  return answers.Take();
}

}  // namespace lockstep
