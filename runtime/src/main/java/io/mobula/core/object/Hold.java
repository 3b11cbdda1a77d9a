package io.mobula.core.object;

/** Why a process has to do with a ref. All but {@link #COVER} are own holds (REF-2). */
enum Hold {
    /** User code. */
    LOCAL,
    /** An open outgoing message (REF-1). */
    PIN,
    /** An own value has it inside (REF-5). */
    CONTAINED,
    /** An open message whose sender, or the owner of whose value, is dead brought it (REF-6). */
    ORPHAN,
    /** An open message, or a value known here, brought it: somebody else holds it for us meanwhile. */
    COVER
}
