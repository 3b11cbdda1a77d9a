package io.mobula.core.directory;

import io.mobula.core.message.Demand;

/** What a node is, said as something that it has: a resource of which a labelled node has more than can ever be taken, and any other node nothing. */
public final class Labels {
    /** Of a label at a node that has it: so many demands of one unit fit into no cluster. */
    public static final long PLENTY = Long.MAX_VALUE / 4;

    private static final String PREFIX = "label:";

    private Labels() {}

    public static String resource(String key, String value) {
        return PREFIX + key + "=" + value;
    }

    public static boolean isLabel(String resource) {
        return resource.startsWith(PREFIX);
    }

    /** For people: what can be used up. */
    public static Demand without(Demand capacity) {
        return new Demand(capacity.amounts().stream()
                .filter(amount -> !isLabel(amount.resource()))
                .toList());
    }
}
