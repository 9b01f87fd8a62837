package dev.playhead.scheduler.core;

import dev.playhead.common.model.SessionId;

/** One run of sequential reading: a session between two seeks. */
record Reading(SessionId session, long epoch) {}
