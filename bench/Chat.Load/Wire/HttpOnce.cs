using System.Buffers;
using System.Globalization;
using System.Net.Sockets;
using System.Text;

namespace Chat.Load.Wire;

/// <summary>One HTTP/1.1 exchange on a socket that goes on being used: just enough for a negotiation and an upgrade.</summary>
internal static class HttpOnce
{
    private const int MaxAnswer = 16 * 1024;

    public static async Task<HttpAnswer> SendAsync(Socket socket, string request, CancellationToken cancellation)
    {
        for (ReadOnlyMemory<byte> rest = Encoding.ASCII.GetBytes(request); !rest.IsEmpty;)
            rest = rest[await socket.SendAsync(rest, cancellation)..];

        // Thousands connect at once: the buffers go round.
        var buffer = ArrayPool<byte>.Shared.Rent(MaxAnswer);
        try
        {
            for (var filled = 0; filled < MaxAnswer;)
            {
                var read = await socket.ReceiveAsync(buffer.AsMemory(filled), cancellation);
                if (read == 0)
                    throw new IOException("The server closed the connection before it answered.");
                filled += read;
                if (Parse(buffer.AsSpan(0, filled)) is { } answer)
                    return answer;
            }

            throw new IOException("The answer is too large.");
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private static HttpAnswer? Parse(ReadOnlySpan<byte> answer)
    {
        var end = answer.IndexOf("\r\n\r\n"u8);
        if (end < 0)
            return null;

        var head = Encoding.ASCII.GetString(answer[..end]);
        var rest = answer[(end + 4)..];
        var status = int.Parse(head.AsSpan(9, 3), CultureInfo.InvariantCulture);
        var retryAfter = Header(head, "retry-after") is { } seconds
            ? TimeSpan.FromSeconds(int.Parse(seconds, CultureInfo.InvariantCulture))
            : (TimeSpan?)null;
        if (status == 101)
            return new HttpAnswer(status, retryAfter, "");

        if (Header(head, "content-length") is { } length)
        {
            var size = int.Parse(length, CultureInfo.InvariantCulture);
            return rest.Length < size ? null : new HttpAnswer(status, retryAfter, Encoding.UTF8.GetString(rest[..size]));
        }

        var body = "";
        return Header(head, "transfer-encoding") != "chunked" || TryReadChunks(rest, ref body)
            ? new HttpAnswer(status, retryAfter, body)
            : null;
    }

    private static bool TryReadChunks(ReadOnlySpan<byte> rest, ref string body)
    {
        var text = new StringBuilder();
        while (true)
        {
            var line = rest.IndexOf("\r\n"u8);
            if (line < 0)
                return false;
            var size = int.Parse(Encoding.ASCII.GetString(rest[..line]), NumberStyles.HexNumber, CultureInfo.InvariantCulture);
            if (rest.Length < line + 2 + size + 2)
                return false;
            if (size == 0)
            {
                body = text.ToString();
                return true;
            }

            text.Append(Encoding.UTF8.GetString(rest.Slice(line + 2, size)));
            rest = rest[(line + 2 + size + 2)..];
        }
    }

    private static string? Header(string head, string name) =>
        head.Split("\r\n").Skip(1)
            .Select(line => line.Split(':', 2))
            .FirstOrDefault(pair => pair.Length == 2 && pair[0].Equals(name, StringComparison.OrdinalIgnoreCase))?[1].Trim();
}
