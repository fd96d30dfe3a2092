// What Markdown dialects and site generators write on lines of their own: heads of admonitions and tabs, alerts,
// attributes, shortcodes, abbreviations, definitions. CommonMark takes such a line for text and joins it with its
// neighbours; the generator does not know it any more once it shares its line.
//
// The rules go by syntax, not by generator. This is the one place that knows them.
#pragma once

#include <cstddef>
#include <optional>
#include <string_view>
#include <vector>

#include "locales/range.h"
#include "stages/model/block.h"

namespace lockstep {

// What of a text the parser of Markdown is not to see as it is. All in order.
struct ForeignSyntax {
  struct Block {
    BlockKind kind = BlockKind::kCode;
    Range range;  // lines, without the last one's end
  };
  std::vector<Block> blocks;   // hidden from the parser
  std::vector<Range> inlines;  // within text: something else stands in their place
  std::vector<Range> indents;  // blanks at the heads of lines that count for nothing
};

struct Directive {
  // What the lines right below may be, other than text.
  enum class Below { kText, kFields, kOptions };
  Range title;  // bytes of the line that readers see: `!!! note "Careful"`; empty where it has none
  Below below = Below::kText;
};

// What `line` (one line of a paragraph, trimmed) is; nothing where it is text.
std::optional<Directive> ReadDirective(std::string_view line);

// True for a line below a directive that takes fields: `:link: install`.
bool IsField(std::string_view line);

// True for the first of the lines that are indented below a directive that takes options: `type: warning`.
bool OpensOptions(std::string_view line);

// The size of what stands before the text of a definition (`: A device`); 0 where `line` is none.
std::size_t DefinitionMark(std::string_view line);

// The attributes that `heading` ends with (`{#install}`, `{: .wide }`); empty where it has none.
Range FindHeadingAttributes(std::string_view heading);

// The runs of lines of `text` that stand in a shortcode for code (`{% highlight c %}` ... `{% endhighlight %}`), its
// tags included, without the last line's end; in order. What is in a fence, or is never closed, is none.
std::vector<Range> FindCodeShortcodes(std::string_view text);

}  // namespace lockstep
