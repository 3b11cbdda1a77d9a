package io.mobula.api.resource;

/** How the bundles of a placement group, or actors, are laid over the nodes. */
public enum Strategy {
    /** On as few nodes as there is room for. */
    PACK,
    /** On as many nodes as there is room for. */
    SPREAD,
    /** All on one node, or not at all. */
    STRICT_PACK,
    /** Each on a node of its own, or not at all. */
    STRICT_SPREAD
}
