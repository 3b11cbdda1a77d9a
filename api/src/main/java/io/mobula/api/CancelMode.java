package io.mobula.api;

/** How far a cancel reaches. */
public enum CancelMode {
    /** The task, and all that its body has submitted and that has not ended, and what those have submitted, and so on. */
    WITH_CHILDREN,
    /** The task itself; what its body has submitted goes on. */
    ALONE
}
