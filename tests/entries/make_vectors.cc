// SPDX-License-Identifier: AGPL-3.0-or-later
#include <cstdio>

#include "vector_file.h"

int main(int argc, char** argv) {
  if (argc != 2) {
    std::fputs("usage: make_entry_vectors FOLDER\n", stderr);
    return 2;
  }
  ruban::audit::write_encoding_vectors(argv[1]);
  ruban::audit::write_letter_vectors(argv[1]);
  ruban::audit::write_signature_vectors(argv[1]);
  ruban::audit::write_later_vectors(argv[1]);
  ruban::audit::write_ed25519_vectors(argv[1]);
}
