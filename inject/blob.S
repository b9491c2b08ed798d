	.section .rodata
	.balign 16
	.globl blob_stub, blob_stub_size, blob_payload, blob_payload_size
blob_stub:
	.incbin "stub.bin"
1:	.balign 16
blob_payload:
	.incbin "payload.so"
2:	.balign 8
blob_stub_size:
	.quad 1b - blob_stub
blob_payload_size:
	.quad 2b - blob_payload
	.section .note.GNU-stack,"",@progbits
