/**
 * Buckets by the AWS SDK. Large files go in parts whose bounds depend on the file's size only, so that a later process finds on the
 * server what an earlier one sent and compares it by MD5 with the file: a transfer can go on after a lost machine, which
 * the SDK's transfer manager cannot. Begin with {@link dev.croft.store.s3.S3ObjectStore}.
 */
package dev.croft.store.s3;
