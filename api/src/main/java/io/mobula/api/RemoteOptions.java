package io.mobula.api;

import io.mobula.api.resource.Bytes;
import io.mobula.api.resource.PlacementGroup;
import io.mobula.api.resource.Resources;

/**
 * What everything that runs remotely has in common: a name, and what it takes while it runs.
 *
 * <p>Immutable: each method returns a new value, so options may be kept and used many times. An option named twice has its last value.
 *
 * <p>Failure, at once: a blank name is an {@code IllegalArgumentException}, an amount that cannot be counted and a selector that cannot be read are a {@code PlacementException}.
 *
 * @param <B> the type of the options themselves
 */
public interface RemoteOptions<B extends RemoteOptions<B>> {
    /** For logs, metrics and errors; need not be unique. Default: the method that holds the body. */
    B name(String name);

    /** Cores, fractions allowed. Default 1. */
    B cpus(double count);

    /** GPUs, fractions allowed. Default 0. */
    B gpus(double count);

    /** Memory that is kept free for it. Default none. */
    B memory(Bytes size);

    /** All resources at once, in place of what was named before. */
    B resources(Resources resources);

    /** Only on nodes whose configuration gives them this label. More than one: all of them. */
    B label(String key, String value);

    /**
     * Only on nodes of whose labels all of this is true: {@code zone=a}, {@code zone!=a}, {@code zone in (a,b)}, {@code ssd} (there is such a label), {@code !ssd} (there is none), joined by {@code ,}. A
     * node without a label {@code zone} answers to {@code zone!=a}. Adds to what was named before.
     *
     * <p>Failure: {@code PlacementException} with the position at which it cannot be read.
     */
    B where(String selector);

    /** Only on the node of this name, as {@code mobula status} lists it; fails after a grace if there is none. */
    B onNode(String name);

    /** On the node of this name if there is room, else on another. */
    B preferNode(String name);

    /** Only in this bundle of a placement group; what it takes is taken from the bundle. */
    B in(PlacementGroup.Bundle bundle);
}
