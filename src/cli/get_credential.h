// SPDX-License-Identifier: AGPL-3.0-or-later
// Getting a credential at the terminal: address, mail and code, or an invitation; then the blind signature.
#pragma once

#include "cli/checked_letter.h"
#include "cli/commands.h"
#include "cli/signer_files.h"
#include "cli/signing_server.h"

namespace ruban::cli {

// What the server says goes to the terminal; the error is what that means for the command.
Error told(const Refusal& refusal, Terminal& terminal);

// The label of the issuer to ask: the only one, or the one chosen.
Result<std::string> choose_issuer(const CheckedLetter& letter, const Sign& command, Terminal& terminal);

// Puts the credential into `key` and on the disk. `key` is on the disk, with the blinded value, already.
Result<void> get_credential(const CheckedLetter& letter, const Sign& command, const SignerFiles& files,
                            signature::KeyFile& key, SigningServer& server, Terminal& terminal);

}  // namespace ruban::cli
