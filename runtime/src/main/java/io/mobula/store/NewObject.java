package io.mobula.store;

import io.mobula.core.id.CopyKey;

/**
 * An object about to be written.
 *
 * @param maker what made it, for people: a task's name, {@code put}, or where a copy comes from
 */
public record NewObject(CopyKey key, CopyKind kind, long sizeBytes, String maker) {}
