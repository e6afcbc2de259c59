// SPDX-License-Identifier: AGPL-3.0-or-later

// Check_log checks a record of Ruban with Go's own libraries of transparency logs, and none of Ruban's code:
//
//	check_log -vkey VKEY [-witness VKEY] [-old FILE]... [-proof FILE]... PREFIX
//
// PREFIX is a folder or an address that holds "checkpoint" and "tile/…". VKEY is a verifier key, or a file with one.
// It fetches every entry, holds each against the signed tree, proves and checks inclusion and consistency with each
// older checkpoint (-old), and verifies receipts (-proof). Exit code 0: all of it holds.
package main

import (
	"encoding/base64"
	"encoding/binary"
	"errors"
	"flag"
	"fmt"
	"io"
	"net/http"
	"os"
	"strconv"
	"strings"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

const (
	height     = 8
	tileWidth  = 1 << height
	proofEvery = 97 // entries, between two of which inclusion is proved
)

func main() {
	var vkey, witness string
	var olds, proofs list
	flag.StringVar(&vkey, "vkey", "", "verifier key of the record, or a file with it")
	flag.StringVar(&witness, "witness", "", "verifier key of a witness that must have cosigned, or a file with it")
	flag.Var(&olds, "old", "file with an older checkpoint")
	flag.Var(&proofs, "proof", "file with a .tlog-proof, whose extra is the entry")
	flag.Parse()
	if flag.NArg() != 1 || vkey == "" {
		flag.Usage()
		os.Exit(2)
	}
	if err := check(flag.Arg(0), vkey, witness, olds, proofs); err != nil {
		fmt.Fprintln(os.Stderr, "check_log:", err)
		os.Exit(1)
	}
}

type list []string

func (l *list) String() string     { return strings.Join(*l, ",") }
func (l *list) Set(s string) error { *l = append(*l, s); return nil }

func check(prefix, vkey, witness string, olds, proofs []string) error {
	keys, err := verifiersFrom(vkey, witness)
	if err != nil {
		return err
	}
	source := source{prefix}
	text, err := source.get("checkpoint")
	if err != nil {
		return err
	}
	tree, err := keys.open(text)
	if err != nil {
		return fmt.Errorf("checkpoint: %w", err)
	}
	// Every hash that this reader returns is authenticated by the root.
	hashes := tlog.TileHashReader(tree, source)
	if err := checkEntries(source, hashes, tree); err != nil {
		return err
	}
	for _, name := range olds {
		if err := checkConsistency(keys, hashes, tree, name); err != nil {
			return fmt.Errorf("%s: %w", name, err)
		}
	}
	for _, name := range proofs {
		if err := checkReceipt(keys, name); err != nil {
			return fmt.Errorf("%s: %w", name, err)
		}
	}
	fmt.Printf("%d entries, %d older checkpoints and %d receipts agree with root %s\n", tree.N, len(olds), len(proofs), tree.Hash)
	return nil
}

func checkEntries(source source, hashes tlog.HashReader, tree tlog.Tree) error {
	for first := int64(0); first < tree.N; first += tileWidth {
		width := int64(tileWidth)
		if tree.N-first < width {
			width = tree.N - first
		}
		bundle, err := source.readTile(tlog.Tile{H: height, L: -1, N: first / tileWidth, W: int(width)})
		if err != nil {
			return err
		}
		indexes := make([]int64, width)
		for i := range indexes {
			indexes[i] = tlog.StoredHashIndex(0, first+int64(i))
		}
		leaves, err := hashes.ReadHashes(indexes)
		if err != nil {
			return err
		}
		for i := int64(0); i < width; i++ {
			var entry []byte
			if entry, bundle, err = next(bundle); err != nil {
				return fmt.Errorf("entry %d: %w", first+i, err)
			}
			leaf := tlog.RecordHash(entry)
			if leaf != leaves[i] {
				return fmt.Errorf("entry %d is not the one in the tree", first+i)
			}
			if (first+i)%proofEvery != 0 {
				continue
			}
			proof, err := tlog.ProveRecord(tree.N, first+i, hashes)
			if err != nil {
				return err
			}
			if err := tlog.CheckRecord(proof, tree.N, tree.Hash, first+i, leaf); err != nil {
				return fmt.Errorf("entry %d: %w", first+i, err)
			}
		}
		if len(bundle) != 0 {
			return errors.New("an entry bundle has bytes after its last entry")
		}
	}
	return nil
}

// next takes an entry from a bundle.
func next(bundle []byte) (entry, rest []byte, err error) {
	if len(bundle) < 2 {
		return nil, nil, errors.New("the bundle is too short")
	}
	length := int(binary.BigEndian.Uint16(bundle))
	if len(bundle) < 2+length {
		return nil, nil, errors.New("the bundle is too short")
	}
	return bundle[2 : 2+length], bundle[2+length:], nil
}

func checkConsistency(keys verifiers, hashes tlog.HashReader, tree tlog.Tree, name string) error {
	text, err := os.ReadFile(name)
	if err != nil {
		return err
	}
	old, err := keys.open(text)
	if err != nil {
		return err
	}
	proof, err := tlog.ProveTree(tree.N, old.N, hashes)
	if err != nil {
		return err
	}
	return tlog.CheckTree(proof, tree.N, tree.Hash, old.N, old.Hash)
}

func checkReceipt(keys verifiers, name string) error {
	text, err := os.ReadFile(name)
	if err != nil {
		return err
	}
	wrong := errors.New("not a receipt")
	head, checkpoint, ok := strings.Cut(string(text), "\n\n")
	lines := strings.Split(head, "\n")
	if !ok || len(lines) < 3 || lines[0] != "c2sp.org/tlog-proof@v1" || !strings.HasPrefix(lines[1], "extra ") ||
		!strings.HasPrefix(lines[2], "index ") {
		return wrong
	}
	entry, err := base64.StdEncoding.Strict().DecodeString(strings.TrimPrefix(lines[1], "extra "))
	if err != nil {
		return wrong
	}
	index, err := strconv.ParseInt(strings.TrimPrefix(lines[2], "index "), 10, 64)
	if err != nil {
		return wrong
	}
	var proof tlog.RecordProof
	for _, line := range lines[3:] {
		hash, err := tlog.ParseHash(line)
		if err != nil {
			return wrong
		}
		proof = append(proof, hash)
	}
	tree, err := keys.open([]byte(checkpoint))
	if err != nil {
		return err
	}
	return tlog.CheckRecord(proof, tree.N, tree.Hash, index, tlog.RecordHash(entry))
}

// verifiers are the record's key and perhaps a witness's.
type verifiers struct {
	log     note.Verifier
	witness note.Verifier
}

func verifiersFrom(vkey, witness string) (verifiers, error) {
	var out verifiers
	var err error
	if out.log, err = note.NewVerifier(contents(vkey)); err != nil || witness == "" {
		return out, err
	}
	out.witness, err = newCosigner(contents(witness))
	return out, err
}

// contents is the text of the file `name`, if there is one, or else `name` itself.
func contents(name string) string {
	if text, err := os.ReadFile(name); err == nil {
		return strings.TrimSpace(string(text))
	}
	return name
}

func (v verifiers) open(text []byte) (tlog.Tree, error) {
	known := []note.Verifier{v.log}
	if v.witness != nil {
		known = append(known, v.witness)
	}
	n, err := note.Open(text, note.VerifierList(known...))
	if err != nil {
		return tlog.Tree{}, err
	}
	if len(n.Sigs) != len(known) {
		return tlog.Tree{}, errors.New("a signature is missing")
	}
	lines := strings.Split(n.Text, "\n")
	if len(lines) != 4 || lines[0] != v.log.Name() || lines[3] != "" {
		return tlog.Tree{}, errors.New("not a checkpoint of this record")
	}
	size, err := strconv.ParseInt(lines[1], 10, 64)
	if err != nil {
		return tlog.Tree{}, err
	}
	root, err := tlog.ParseHash(lines[2])
	return tlog.Tree{N: size, Hash: root}, err
}

// source reads a record from a folder or an address; it is a tlog.TileReader.
type source struct{ prefix string }

func (s source) Height() int                     { return height }
func (s source) SaveTiles([]tlog.Tile, [][]byte) {}
func (s source) ReadTiles(tiles []tlog.Tile) ([][]byte, error) {
	var out [][]byte
	for _, tile := range tiles {
		data, err := s.readTile(tile)
		if err != nil {
			return nil, err
		}
		out = append(out, data)
	}
	return out, nil
}

// readTile maps tile/8/… to tile/… and tile/8/data/… to tile/entries/…, which are C2SP's paths.
func (s source) readTile(tile tlog.Tile) ([]byte, error) {
	path := strings.Replace(tile.Path(), fmt.Sprintf("tile/%d/", height), "tile/", 1)
	return s.get(strings.Replace(path, "tile/data/", "tile/entries/", 1))
}

func (s source) get(path string) ([]byte, error) {
	if !strings.HasPrefix(s.prefix, "http://") && !strings.HasPrefix(s.prefix, "https://") {
		return os.ReadFile(s.prefix + "/" + path)
	}
	answer, err := http.Get(s.prefix + "/" + path)
	if err != nil {
		return nil, err
	}
	defer answer.Body.Close()
	if answer.StatusCode != http.StatusOK {
		return nil, fmt.Errorf("%s: %s", path, answer.Status)
	}
	return io.ReadAll(io.LimitReader(answer.Body, 32<<20))
}
