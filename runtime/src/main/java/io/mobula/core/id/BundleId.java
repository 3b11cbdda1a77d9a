package io.mobula.core.id;

/** One bundle of a placement group, counted from 0. */
public record BundleId(GroupId group, int index) {
    @Override
    public String toString() {
        return group + "[" + index + "]";
    }
}
