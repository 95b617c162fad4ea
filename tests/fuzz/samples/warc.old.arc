filedesc://a.arc 0.0.0.0 20140807101500 text/plain 76
1 0 Fog
URL IP-address Archive-date Content-type Archive-length

http://x.example/ 1.2.3.4 20140807101500 text/html 147
HTTP/1.1 200 OK
Content-Type: text/html; charset=utf-8
Transfer-Encoding: chunked

2a
<html><title>Fog</title><p>Ships waited.</p
1
>
0


