using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Http;

namespace Chat.ServiceDefaults.Limiting;

/// <summary>
/// Who a forwarded request comes from, as far as it can be known. The edge writes the address that it sees over whatever
/// the client put into <c>X-Forwarded-For</c>. Where a platform's ingress stands before the edge,
/// <c>ASPNETCORE_FORWARDEDHEADERS_ENABLED=true</c> has the edge see the client's address instead of the ingress's; without it
/// all clients would be one.
/// </summary>
public static class ClientAddress
{
    private const string Forwarded = "X-Forwarded-For";

    /// <summary>What ASP.NET Core's forwarded headers leave when they have made the address the connection's.</summary>
    private const string Original = "X-Original-For";

    /// <summary>Text for a key: an IPv4 address, or the first 64 bits of an IPv6 one, which are one household's. Null: the
    /// request did not come through the edge.</summary>
    public static string? Of(HttpContext context)
    {
        var headers = context.Request.Headers;
        var last = headers[Forwarded].ToString().Split(',')[^1].Trim();
        var address = IPAddress.TryParse(last, out var forwarded) ? forwarded
            : headers.ContainsKey(Original) ? context.Connection.RemoteIpAddress
            : null;
        if (address is null)
            return null;
        if (address.IsIPv4MappedToIPv6)
            address = address.MapToIPv4();
        return address.AddressFamily == AddressFamily.InterNetworkV6
            ? Convert.ToHexStringLower(address.GetAddressBytes().AsSpan(0, 8))
            : address.ToString();
    }
}
