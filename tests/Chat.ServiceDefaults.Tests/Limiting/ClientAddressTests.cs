using System.Net;
using Chat.ServiceDefaults.Limiting;
using Microsoft.AspNetCore.Http;

namespace Chat.ServiceDefaults.Tests.Limiting;

public sealed class ClientAddressTests
{
    [Theory]
    [InlineData("203.0.113.7", "203.0.113.7")]
    [InlineData("::ffff:203.0.113.7", "203.0.113.7")]
    [InlineData("6.6.6.6, 203.0.113.7", "203.0.113.7")]
    [InlineData("2001:db8:1:2:aaaa::1", "20010db800010002")]
    [InlineData("2001:db8:1:2:bbbb::2", "20010db800010002")]
    [InlineData("nonsense", null)]
    [InlineData(null, null)]
    public void It_is_what_the_edge_has_seen(string? forwarded, string? address) =>
        Assert.Equal(address, ClientAddress.Of(Request("10.0.0.1", ("X-Forwarded-For", forwarded))));

    [Fact]
    public void Forwarded_headers_that_were_taken_in_leave_it_to_the_connection() =>
        Assert.Equal("203.0.113.7", ClientAddress.Of(Request("203.0.113.7", ("X-Original-For", "10.0.0.1"))));

    private static DefaultHttpContext Request(string remote, (string Name, string? Value) header)
    {
        var context = new DefaultHttpContext { Connection = { RemoteIpAddress = IPAddress.Parse(remote) } };
        if (header.Value is not null)
            context.Request.Headers[header.Name] = header.Value;
        return context;
    }
}
