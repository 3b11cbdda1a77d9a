package io.mobula.core.object;

/** What a change may have given something to do: an owned ref to be freed, a held one to be registered or given back, a message to be closed. */
sealed interface Pending permits Counted, Incoming {}
