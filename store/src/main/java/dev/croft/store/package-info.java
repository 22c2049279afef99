/**
 * Objects under keys, in a bucket or a folder: put, found, listed, read and deleted, each put verified. {@code store.s3} is one kind;
 * a folder the other. {@link dev.croft.store.ObjectStores} opens either from a location such as {@code s3://bucket/prefix}.
 */
package dev.croft.store;
