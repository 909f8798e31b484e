using System.Net.Sockets;
using System.Text;

namespace Chat.Load.Wire;

/// <summary>One HTTP/1.1 exchange on a socket that goes on being used: just enough for a negotiation and an upgrade.</summary>
internal static class HttpOnce
{
    private const int MaxAnswer = 16 * 1024;

    public static async Task<(int Status, string Body)> SendAsync(Socket socket, string request, CancellationToken cancellation)
    {
        for (ReadOnlyMemory<byte> rest = Encoding.ASCII.GetBytes(request); !rest.IsEmpty;)
            rest = rest[await socket.SendAsync(rest, cancellation)..];

        var buffer = new byte[MaxAnswer];
        var filled = 0;
        while (true)
        {
            var read = await socket.ReceiveAsync(buffer.AsMemory(filled), cancellation);
            if (read == 0)
                throw new IOException("The server closed the connection before it answered.");
            filled += read;
            if (TryParse(buffer.AsSpan(0, filled), out var status, out var body))
                return (status, body);
            if (filled == buffer.Length)
                throw new IOException("The answer is too large.");
        }
    }

    private static bool TryParse(ReadOnlySpan<byte> answer, out int status, out string body)
    {
        status = 0;
        body = "";
        var end = answer.IndexOf("\r\n\r\n"u8);
        if (end < 0)
            return false;

        var head = Encoding.ASCII.GetString(answer[..end]);
        var rest = answer[(end + 4)..];
        status = int.Parse(head.AsSpan(9, 3), System.Globalization.CultureInfo.InvariantCulture);
        if (status == 101)
            return true;

        if (Header(head, "content-length") is { } length)
        {
            var size = int.Parse(length, System.Globalization.CultureInfo.InvariantCulture);
            if (rest.Length < size)
                return false;
            body = Encoding.UTF8.GetString(rest[..size]);
            return true;
        }

        if (Header(head, "transfer-encoding") == "chunked")
            return TryReadChunks(rest, ref body);

        return true;
    }

    private static bool TryReadChunks(ReadOnlySpan<byte> rest, ref string body)
    {
        var text = new StringBuilder();
        while (true)
        {
            var line = rest.IndexOf("\r\n"u8);
            if (line < 0)
                return false;
            var size = int.Parse(Encoding.ASCII.GetString(rest[..line]), System.Globalization.NumberStyles.HexNumber, System.Globalization.CultureInfo.InvariantCulture);
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
