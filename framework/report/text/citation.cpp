// SPDX-License-Identifier: Apache-2.0
#include "framework/report/text/citation.hpp"

namespace sinter::report {

std::string citation_bib(std::string_view version) {
    std::string text = R"(@misc{hutchinson2017overcoming,
  title         = {Overcoming data scarcity with transfer learning},
  author        = {Hutchinson, Maxwell L. and Antono, Erin and Gibbons, Brenna M. and Paradiso, Sean and Ling, Julia
                   and Meredig, Bryce},
  year          = {2017},
  eprint        = {1711.05099},
  archivePrefix = {arXiv}
}

@software{sinter,
  title   = {sinter: transfer learning on scarce materials data},
  author  = {{The sinter developers}},
  version = {)";
    text += version;
    text += "}\n}\n";
    return text;
}

} // namespace sinter::report
