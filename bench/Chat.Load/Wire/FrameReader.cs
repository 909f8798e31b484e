using System.Buffers.Binary;

namespace Chat.Load.Wire;

/// <summary>
/// Takes WebSocket frames of a server (unmasked) apart into records. Frame borders mean nothing to the hub protocol, so the
/// payloads are moved together and cut at the separators. The buffer starts small: thousands of connections are idle.
/// </summary>
internal sealed class FrameReader
{
    private const int Initial = 2 * 1024;

    private byte[] _buffer = new byte[Initial];
    private int _recordStart;   // start of the payload that is not yet cut into records
    private int _payloadEnd;    // end of the payload taken out of frames so far
    private int _rawStart;      // start of the bytes that are not yet taken out of frames
    private int _rawEnd;
    private long _inFrame;      // payload bytes of the present frame still to come
    private bool _inControl;

    /// <summary>A close frame has come.</summary>
    public bool Closed { get; private set; }

    public Memory<byte> Space()
    {
        if (_recordStart == _payloadEnd && _rawStart == _rawEnd)
        {
            _recordStart = _payloadEnd = _rawStart = _rawEnd = 0;
        }
        else if (_rawEnd == _buffer.Length)
        {
            if (_recordStart == 0)
                Array.Resize(ref _buffer, _buffer.Length * 2);
            else
                Compact();
        }

        return _buffer.AsMemory(_rawEnd);
    }

    public void Received(int count)
    {
        _rawEnd += count;
        Unframe();
    }

    public bool TryReadRecord(out ReadOnlySpan<byte> record)
    {
        var payload = _buffer.AsSpan(_recordStart, _payloadEnd - _recordStart);
        var end = payload.IndexOf(HubRecord.Separator);
        if (end < 0)
        {
            record = default;
            return false;
        }

        record = payload[..end];
        _recordStart += end + 1;
        return true;
    }

    private void Unframe()
    {
        while (true)
        {
            if (_inFrame > 0)
            {
                var take = (int)Math.Min(_inFrame, _rawEnd - _rawStart);
                if (!_inControl)
                {
                    _buffer.AsSpan(_rawStart, take).CopyTo(_buffer.AsSpan(_payloadEnd));
                    _payloadEnd += take;
                }

                _rawStart += take;
                _inFrame -= take;
                if (_inFrame > 0)
                    return;
            }

            if (!TryReadHead(_buffer.AsSpan(_rawStart, _rawEnd - _rawStart)))
                return;
        }
    }

    private bool TryReadHead(ReadOnlySpan<byte> raw)
    {
        if (raw.Length < 2)
            return false;

        var opcode = raw[0] & 0x0f;
        long length = raw[1] & 0x7f;
        var head = length switch { 126 => 4, 127 => 10, _ => 2 };
        if (raw.Length < head)
            return false;
        if (head == 4)
            length = BinaryPrimitives.ReadUInt16BigEndian(raw[2..]);
        else if (head == 10)
            length = BinaryPrimitives.ReadInt64BigEndian(raw[2..]);

        _inControl = opcode >= 8;
        Closed |= opcode == 8;
        _inFrame = length;
        _rawStart += head;
        return true;
    }

    private void Compact()
    {
        var payload = _payloadEnd - _recordStart;
        var raw = _rawEnd - _rawStart;
        _buffer.AsSpan(_recordStart, payload).CopyTo(_buffer);
        _buffer.AsSpan(_rawStart, raw).CopyTo(_buffer.AsSpan(payload));
        _recordStart = 0;
        _payloadEnd = _rawStart = payload;
        _rawEnd = payload + raw;
    }
}
