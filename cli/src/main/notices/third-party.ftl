<#-- META-INF/THIRD-PARTY.txt of the fat jar. licenseMap: licence -> projects; a project with a choice stands under each. -->
Croft is licensed under the Apache License 2.0 (META-INF/LICENSE). This jar also holds, unchanged, the parts below.
Sources of each part are on Maven Central under the coordinates given.

Where a part leaves the choice, Croft takes it under
  - EDL-1.0 (a BSD 3-clause licence), not EPL-2.0:  org.locationtech.jts:jts-core
  - CDDL-1.0, a weak copyleft, not GPL-2.0:         javax.annotation:javax.annotation-api
Nothing in this jar is under the LGPL, or under the GPL without the choice above.

What the page of croft view holds, and its licences, is in dev/croft/view/web/licenses.txt.

<#list licenseMap as entry>
<#if entry.getValue()?size &gt; 0>
${entry.getKey()}
<#list entry.getValue() as part>
  - ${part.groupId}:${part.artifactId}:${part.version}<#if part.url??> (${part.url})</#if>
</#list>

</#if>
</#list>
-----------------------------------------------------------------------------------------------------------------------
MIT
  org.slf4j: Copyright (c) 2004-2022 QOS.ch Sarl (Switzerland). All rights reserved.
  org.brotli: Copyright (c) 2009, 2010, 2013-2016 by the Brotli Authors.
  FastDoubleParser, inside Jackson: see META-INF/FastDoubleParser-LICENSE.

Permission is hereby granted, free of charge, to any person obtaining a copy of this software and associated
documentation files (the "Software"), to deal in the Software without restriction, including without limitation the
rights to use, copy, modify, merge, publish, distribute, sublicense, and/or sell copies of the Software, and to permit
persons to whom the Software is furnished to do so, subject to the following conditions:

The above copyright notice and this permission notice shall be included in all copies or substantial portions of the
Software.

THE SOFTWARE IS PROVIDED "AS IS", WITHOUT WARRANTY OF ANY KIND, EXPRESS OR IMPLIED, INCLUDING BUT NOT LIMITED TO THE
WARRANTIES OF MERCHANTABILITY, FITNESS FOR A PARTICULAR PURPOSE AND NONINFRINGEMENT. IN NO EVENT SHALL THE AUTHORS OR
COPYRIGHT HOLDERS BE LIABLE FOR ANY CLAIM, DAMAGES OR OTHER LIABILITY, WHETHER IN AN ACTION OF CONTRACT, TORT OR
OTHERWISE, ARISING FROM, OUT OF OR IN CONNECTION WITH THE SOFTWARE OR THE USE OR OTHER DEALINGS IN THE SOFTWARE.

-----------------------------------------------------------------------------------------------------------------------
BSD, two clauses and three
  zstd-jni: Copyright (c) 2014-2015, Yann Collet; Copyright (c) 2015, Luben Karavelov. All rights reserved. (two clauses)
  zstd, inside zstd-jni: Copyright (c) Meta Platforms, Inc. and affiliates. All rights reserved. (three clauses)
  snappy, inside snappy-java: Copyright 2011, Google Inc. All rights reserved. (three clauses)
  jts-core: Copyright (c) 2016 Vivid Solutions, and others. All rights reserved. (three clauses, as EDL-1.0)

Redistribution and use in source and binary forms, with or without modification, are permitted provided that the
following conditions are met:

  1. Redistributions of source code must retain the above copyright notice, this list of conditions and the following
     disclaimer.
  2. Redistributions in binary form must reproduce the above copyright notice, this list of conditions and the
     following disclaimer in the documentation and/or other materials provided with the distribution.
  3. (Three clauses only.) Neither the name of the copyright holder nor the names of its contributors may be used to
     endorse or promote products derived from this software without specific prior written permission.

THIS SOFTWARE IS PROVIDED BY THE COPYRIGHT HOLDERS AND CONTRIBUTORS "AS IS" AND ANY EXPRESS OR IMPLIED WARRANTIES,
INCLUDING, BUT NOT LIMITED TO, THE IMPLIED WARRANTIES OF MERCHANTABILITY AND FITNESS FOR A PARTICULAR PURPOSE ARE
DISCLAIMED. IN NO EVENT SHALL THE COPYRIGHT HOLDER OR CONTRIBUTORS BE LIABLE FOR ANY DIRECT, INDIRECT, INCIDENTAL,
SPECIAL, EXEMPLARY, OR CONSEQUENTIAL DAMAGES (INCLUDING, BUT NOT LIMITED TO, PROCUREMENT OF SUBSTITUTE GOODS OR
SERVICES; LOSS OF USE, DATA, OR PROFITS; OR BUSINESS INTERRUPTION) HOWEVER CAUSED AND ON ANY THEORY OF LIABILITY,
WHETHER IN CONTRACT, STRICT LIABILITY, OR TORT (INCLUDING NEGLIGENCE OR OTHERWISE) ARISING IN ANY WAY OUT OF THE USE OF
THIS SOFTWARE, EVEN IF ADVISED OF THE POSSIBILITY OF SUCH DAMAGE.
