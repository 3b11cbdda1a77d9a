package io.mobula.call;

/** What the sessions of a process have in common. */
record SessionShared(SessionHandler handler, SessionLimits limits, ChunkPool chunks) {}
