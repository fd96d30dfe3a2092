#include "exchange/package_format.h"

#include "exchange/answers_builder.h"
#include "exchange/xliff2_reader.h"
#include "exchange/xliff2_writer.h"
#include "exchange/xml_reader.h"

namespace lockstep {

std::optional<PackageFormat> PackageFormatByName(std::string_view name) {
  for (const PackageFormat format : {PackageFormat::kXliff2, PackageFormat::kXliff1, PackageFormat::kPo}) {
    if (name == Name(format)) return format;
  }
  return std::nullopt;
}

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

std::string WritePackage(const WorkPackage& package, PackageFormat /*format*/) {
  return WriteXliff2(package);
}

PackageAnswers ReadPackage(std::string_view bytes) {
  AnswersBuilder answers;
  try {
    ReadXliff2(bytes, answers);
  } catch (const XmlError& error) {
    answers.Problem(error.where, "", error.what());
    answers.CutOff();
  }
  return answers.Take();
}

}  // namespace lockstep
