package io.mobula.core.id;

import java.util.Comparator;

/** One bundle of a placement group, counted from 0. */
public record BundleId(GroupId group, int index) {
    public static final Comparator<BundleId> ORDER =
            Comparator.comparing(BundleId::group).thenComparingInt(BundleId::index);

    @Override
    public String toString() {
        return group + "[" + index + "]";
    }
}
