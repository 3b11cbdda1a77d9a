package io.mobula.core.message;

import io.mobula.core.message.Selector.Relation;
import io.mobula.core.message.Selector.Term;
import java.util.ArrayList;
import java.util.List;

/** Reads a {@link Selector} from left to right. */
final class SelectorParser {
    private static final int MAX_TERMS = 32;
    private static final int MAX_WORD = 64;

    private final String text;
    private int at;

    SelectorParser(String text) {
        this.text = text;
    }

    Selector selector() {
        var terms = new ArrayList<Term>();
        do {
            if (terms.size() == MAX_TERMS) throw expected("at most " + MAX_TERMS + " terms");
            Term term = term();
            if (!terms.contains(term)) terms.add(term);
        } while (take(','));
        if (at < text.length()) throw expected("',' or the end");
        return new Selector(terms);
    }

    Term onlyTerm() {
        Term term = term();
        skipSpaces();
        if (at < text.length()) throw expected("the end");
        return term;
    }

    private Term term() {
        if (take('!')) return new Term(word("a label's name"), Relation.ABSENT, List.of());
        String key = word("a label's name");
        if (take('=')) return new Term(key, Relation.IN, List.of(word("a label's value")));
        if (take('!')) {
            if (!take('=')) throw expected("'=' after '!'");
            return new Term(key, Relation.NOT_IN, List.of(word("a label's value")));
        }
        if (!takeIn()) return new Term(key, Relation.PRESENT, List.of());
        if (!take('(')) throw expected("'(' after 'in'");
        var values = new ArrayList<String>();
        do {
            String value = word("a label's value");
            if (!values.contains(value)) values.add(value);
        } while (take(','));
        if (!take(')')) throw expected("',' or ')'");
        return new Term(key, Relation.IN, values);
    }

    private boolean takeIn() {
        skipSpaces();
        boolean in = text.startsWith("in", at) && (at + 2 == text.length() || !isOfWord(text.charAt(at + 2)));
        if (in) at += 2;
        return in;
    }

    private boolean take(char wanted) {
        skipSpaces();
        if (at == text.length() || text.charAt(at) != wanted) return false;
        at++;
        return true;
    }

    private String word(String what) {
        skipSpaces();
        int start = at;
        while (at < text.length() && isOfWord(text.charAt(at))) at++;
        if (at == start) throw expected(what);
        if (at - start > MAX_WORD) {
            at = start;
            throw expected(what + " of at most " + MAX_WORD + " characters");
        }
        return text.substring(start, at);
    }

    private void skipSpaces() {
        while (at < text.length() && text.charAt(at) == ' ') at++;
    }

    private static boolean isOfWord(char c) {
        return (c >= 'a' && c <= 'z')
                || (c >= 'A' && c <= 'Z')
                || (c >= '0' && c <= '9')
                || c == '.'
                || c == '_'
                || c == '-'
                || c == '/';
    }

    private SelectorSyntax expected(String what) {
        return new SelectorSyntax(at, "expected " + what);
    }
}
