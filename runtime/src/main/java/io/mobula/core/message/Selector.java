package io.mobula.core.message;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Which nodes may be taken, by their labels: all terms hold of the node.
 *
 * <p>Grammar: terms joined by {@code ,}; a term is {@code key=value}, {@code key!=value}, {@code key in (value, value)}, {@code key} (the node has such a label) or {@code !key} (it has none). A key or
 * value has letters, digits, {@code .}, {@code _}, {@code -} and {@code /}. Spaces between them mean nothing.
 *
 * <p>A term stands in a {@link Demand} as a resource: then whatever compares demands with nodes heeds selectors.
 */
public record Selector(List<Term> terms) {
    public static final Selector ANY = new Selector(List.of());

    /** The label that every node has, whatever its configuration says: its name. */
    public static final String NODE = "node";

    /** Of a labelled node: so many demands of one unit fit into no cluster. */
    public static final long PLENTY = Long.MAX_VALUE / 4;

    private static final String LABEL = "label:";
    private static final String REQUIRED = "where:";
    private static final String PREFERRED = "prefer:";

    /** What is said of the label. */
    public enum Relation {
        IN,
        NOT_IN,
        PRESENT,
        ABSENT
    }

    /** One condition. Of {@link Relation#PRESENT} and {@link Relation#ABSENT} there are no values. */
    public record Term(String key, Relation relation, List<String> values) {
        public Term {
            values = List.copyOf(values);
        }

        boolean holds(Demand node) {
            return switch (relation) {
                case IN -> hasAny(node);
                case NOT_IN -> !hasAny(node);
                case PRESENT -> hasKey(node);
                case ABSENT -> !hasKey(node);
            };
        }

        private boolean hasAny(Demand node) {
            for (String value : values) if (node.units(label(key, value)) > 0) return true;
            return false;
        }

        private boolean hasKey(Demand node) {
            String start = LABEL + key + "=";
            for (Demand.Amount amount : node.amounts())
                if (amount.resource().startsWith(start) && amount.units() > 0) return true;
            return false;
        }

        /** As a resource that must be there. */
        public String resource() {
            boolean one = relation == Relation.IN && values.size() == 1;
            return one ? label(key, values.getFirst()) : REQUIRED + this;
        }

        /** As a resource that is not missed where it is not: choosers look at it among nodes that will do. */
        public String wish() {
            return PREFERRED + this;
        }

        @Override
        public String toString() {
            return switch (relation) {
                case IN ->
                    values.size() == 1
                            ? key + "=" + values.getFirst()
                            : key + values.stream().collect(Collectors.joining(",", " in (", ")"));
                case NOT_IN -> key + "!=" + values.getFirst();
                case PRESENT -> key;
                case ABSENT -> "!" + key;
            };
        }
    }

    public Selector {
        terms = List.copyOf(terms);
    }

    /** Throws {@link SelectorSyntax}. */
    public static Selector parse(String text) {
        return new SelectorParser(text).selector();
    }

    public static Selector ofNode(String name) {
        return new Selector(List.of(new Term(NODE, Relation.IN, List.of(name))));
    }

    public Selector and(Selector other) {
        var all = new ArrayList<>(terms);
        for (Term term : other.terms) if (!all.contains(term)) all.add(term);
        return new Selector(all);
    }

    /** A label as a resource of the node that has it. */
    public static String label(String key, String value) {
        return LABEL + key + "=" + value;
    }

    /** Whether the name is no resource but a label, a term or a wish. */
    public static boolean isOne(String resource) {
        return isRequired(resource) || isWish(resource);
    }

    static boolean isRequired(String resource) {
        return resource.startsWith(LABEL) || resource.startsWith(REQUIRED);
    }

    static boolean isWish(String resource) {
        return resource.startsWith(PREFERRED);
    }

    /** Throws {@link SelectorSyntax} if a term cannot be read: it came from elsewhere. */
    static void check(String resource) {
        if (resource.startsWith(REQUIRED) || isWish(resource)) new SelectorParser(text(resource)).onlyTerm();
    }

    /** What a node has of a term or a wish that does not stand among its own amounts. */
    static long units(String resource, Demand node) {
        if (isWish(resource)) return PLENTY;
        return resource.startsWith(REQUIRED) && term(resource).holds(node) ? PLENTY : 0;
    }

    /** How many of the demand's wishes this node fulfils. */
    public static int wishesFulfilled(Demand demand, Demand node) {
        int count = 0;
        for (Demand.Amount amount : demand.amounts())
            if (isWish(amount.resource()) && term(amount.resource()).holds(node)) count++;
        return count;
    }

    /** The text of a label, a term or a wish, as a person would write it. */
    public static String text(String resource) {
        return resource.substring(resource.indexOf(':') + 1);
    }

    private static Term term(String resource) {
        return new SelectorParser(text(resource)).onlyTerm();
    }

    @Override
    public String toString() {
        return terms.stream().map(Term::toString).collect(Collectors.joining(", "));
    }
}
