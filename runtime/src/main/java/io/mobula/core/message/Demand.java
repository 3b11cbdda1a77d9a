package io.mobula.core.message;

import java.util.List;

/**
 * An amount of each named resource, in ten-thousandths, sorted by name: exact to add and to compare.
 *
 * <p>What is asked of a node's labels stands among the resources, see {@link Selector}: a node that does not answer to it has nothing of them.
 */
public record Demand(List<Amount> amounts) {
    public static final long UNIT = 10_000;
    public static final Demand NONE = new Demand(List.of());

    /** {@code units} is the amount times {@link #UNIT}. */
    public record Amount(String resource, long units) {}

    public Demand {
        amounts = List.copyOf(amounts);
        for (int i = 0; i < amounts.size(); i++) {
            if (amounts.get(i).units() < 0) throw new IllegalArgumentException("negative amount: " + amounts.get(i));
            if (i > 0 && amounts.get(i - 1).resource().compareTo(amounts.get(i).resource()) >= 0) {
                throw new IllegalArgumentException("resources unsorted or doubled: " + amounts);
            }
            Selector.check(amounts.get(i).resource());
        }
    }

    public long units(String resource) {
        for (Amount amount : amounts) if (amount.resource().equals(resource)) return amount.units();
        return Selector.units(resource, this);
    }

    public boolean fitsIn(Demand capacity) {
        for (Amount amount : amounts) if (amount.units() > capacity.units(amount.resource())) return false;
        return true;
    }

    /** How many such tasks fit into this capacity at once. At least 1, so that a demand which never fits is answered too; at most 1,024, for one that takes nothing. */
    public int timesIn(Demand capacity) {
        long count = 1_024;
        for (Amount amount : amounts)
            if (amount.units() > 0) count = Math.min(count, capacity.units(amount.resource()) / amount.units());
        return (int) Math.max(1, count);
    }

    /** What can be used up: without labels and what is asked of them. */
    public Demand resources() {
        return new Demand(amounts.stream()
                .filter(amount -> !Selector.isOne(amount.resource()))
                .toList());
    }

    /** {@code 2 cpu, 0.5 gpu on a node with zone=a, ssd}. */
    @Override
    public String toString() {
        var text = new StringBuilder();
        for (Amount amount : amounts) {
            if (Selector.isOne(amount.resource())) continue;
            if (!text.isEmpty()) text.append(", ");
            text.append(java.math.BigDecimal.valueOf(amount.units(), 4)
                    .stripTrailingZeros()
                    .toPlainString());
            text.append(' ').append(amount.resource());
        }
        if (text.isEmpty()) text.append("nothing");
        String before = " on a node with ";
        for (Amount amount : amounts) {
            if (!Selector.isRequired(amount.resource())) continue;
            text.append(before).append(Selector.text(amount.resource()));
            before = ", ";
        }
        return text.toString();
    }
}
