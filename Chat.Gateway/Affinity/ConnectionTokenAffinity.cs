using System.Text.Json.Nodes;
using Chat.Contracts.Hub;
using Chat.ServiceDefaults.Instances;
using Microsoft.AspNetCore.Http.Extensions;
using Microsoft.AspNetCore.WebUtilities;

namespace Chat.Gateway.Affinity;

/// <summary>Has a connection's requests come back to this instance: negotiated tokens name it, and it is taken off again
/// before SignalR looks.</summary>
public sealed class ConnectionTokenAffinity(RequestDelegate next, InstanceLease lease)
{
    public Task InvokeAsync(HttpContext context)
    {
        var request = context.Request;
        if (request.Path == HubRoute.Negotiate && HttpMethods.IsPost(request.Method))
            return NegotiateAsync(context);
        if (request.Path == HubRoute.Path && ConnectionToken.TryParse(request.Query[ConnectionToken.QueryParameter], out var token, out _))
            request.QueryString = WithToken(request.QueryString, token);
        return next(context);
    }

    private static QueryString WithToken(QueryString query, string token)
    {
        var parameters = QueryHelpers.ParseQuery(query.Value);
        parameters[ConnectionToken.QueryParameter] = token;
        return new QueryBuilder(parameters).ToQueryString();
    }

    private async Task NegotiateAsync(HttpContext context)
    {
        var response = context.Response;
        var body = response.Body;
        using var answer = new MemoryStream();
        response.Body = answer;
        try
        {
            await next(context);
        }
        finally
        {
            response.Body = body;
        }

        var bytes = answer.ToArray();
        if (response.StatusCode == StatusCodes.Status200OK && JsonNode.Parse(bytes) is JsonObject negotiated)
        {
            // Version 0 of the negotiation knows no token; its id is used instead.
            var name = negotiated.ContainsKey("connectionToken") ? "connectionToken" : "connectionId";
            if (negotiated[name]?.GetValue<string>() is { } token)
                negotiated[name] = ConnectionToken.Append(token, lease.Id);
            bytes = System.Text.Encoding.UTF8.GetBytes(negotiated.ToJsonString());
        }

        if (!response.HasStarted)
            response.ContentLength = bytes.Length;
        await body.WriteAsync(bytes, context.RequestAborted);
    }
}
